// The box that finds a region or a report. It is made here, so that without scripts there is nothing
// that does not work; the page's policy knows this script by its hash, and lets no other run.
(() => {
  "use strict";
  const place = document.querySelector("[data-search]");
  const rows = [...document.querySelectorAll("[data-find]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  if (!place || rows.length < 2) return;
  const words = place.dataset;
  const names = JSON.parse(words.names);
  // Whoever has no Kazakh keyboard writes the nearest Russian letter; "ё" is "е" to most.
  const letters = { ё: "е", ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и" };
  const plain = (text) =>
    text.normalize("NFC").toLowerCase().replace(/[ёәғқңөұүһі]/g, (letter) => letters[letter]);
  const known = new Map(
    rows.map((row) => [row, plain(row.dataset.find.split(" ").map((key) => `${key} | ${names[key] ?? ""}`).join(" | "))])
  );
  const label = document.createElement("label");
  label.htmlFor = "search";
  label.textContent = words.label;
  const box = document.createElement("input");
  box.id = "search";
  box.type = "search";
  box.autocomplete = "off";
  box.spellcheck = false;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.setAttribute("aria-live", "polite");
  const isShown = (element) => element.getClientRects().length > 0;
  const filter = () => {
    const wanted = plain(box.value).split(/\s+/).filter(Boolean);
    for (const element of [...rows, ...groups]) element.hidden = false;
    const all = rows.filter(isShown).length;
    for (const row of rows) row.hidden = !wanted.every((part) => known.get(row).includes(part));
    for (const group of groups) group.hidden = !group.querySelector("[data-find]:not([hidden])");
    const shown = rows.filter(isShown).length;
    said.textContent = !wanted.length
      ? ""
      : shown
        ? words.left.replace("{shown}", shown).replace("{all}", all)
        : words.none;
  };
  box.addEventListener("input", filter);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    box.value = "";
    filter();
  });
  // Another order shows other rows; a browser that goes back fills the box again.
  window.addEventListener("hashchange", filter);
  window.addEventListener("pageshow", filter);
  place.append(label, box, said);
})();
