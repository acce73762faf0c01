// Shows the lists and the search of a snapshot; an address such as trials.html#?country=China keeps
// what is chosen.
"use strict";

const NOUNS = { trials: ["trial", "trials"], articles: ["paper", "papers"] };
const AT_ONCE = 8;
const MOST_VALUES = 60;
const BEST = 10;

const main = document.getElementById("main");
const kinds = Object.keys(NOUNS).filter((kind) => SNAPSHOT[kind]);
const isSearch = kinds.length > 1;

function text(value) {
  return String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function number(value) {
  return value.toLocaleString("en");
}

function many(kind, count) {
  return `${number(count)} ${NOUNS[kind][count === 1 ? 0 : 1]}`;
}

function here(kind, address) {
  return text(`${isSearch ? `${kind}.html` : ""}#${address}`);
}

function choices(kind, state, facet) {
  const item = (each) => `<li><a href="${here(kind, addressOf(state, toggled(state, facet.name, each.value)))}"${each.chosen ? ' aria-current="true"' : ""}><span class="choice">${text(each.label)}${each.chosen ? ' <span class="visually-hidden">(chosen; click to remove)</span>' : ""}</span> <span class="n">${number(each.records)}</span></a></li>`;
  const shown = facet.values.slice(0, MOST_VALUES);
  const first = Math.max(AT_ONCE, shown.filter((each) => each.chosen).length);
  const more = shown.slice(first);
  return `<ul>${shown.slice(0, first).map(item).join("")}</ul>${more.length ? `<details><summary>${more.length} more</summary><ul>${more.map(item).join("")}</ul></details>` : ""}`;
}

function sections(kind, state, facets, total, prefix) {
  return facets
    .filter((facet) => facet.values.some((each) => each.chosen) || facet.values.length > 1 || facet.values.some((each) => each.records < total))
    .map((facet) => `<section aria-labelledby="f-${kind}-${facet.name}"><h2 id="f-${kind}-${facet.name}">${prefix}${text(prefix ? facet.title.toLowerCase() : facet.title)}</h2>${choices(kind, state, facet)}</section>`)
    .join("");
}

function active(data, state) {
  const found = state.q ? [["Words", state.q, addressOf(state, { q: "", sort: "" })]] : [];
  for (const [name, values] of state.chosen) {
    const facet = data.facets.find((each) => each.name === name);
    for (const value of values) {
      const known = facet.values.find((each) => each[0] === value);
      found.push([facet.title, known ? known[1] : value, addressOf(state, toggled(state, name, value))]);
    }
  }
  if (!found.length) return "";
  const chip = ([title, label, address]) => `<li><a class="chip" href="#${text(address)}"><span class="visually-hidden">Remove filter </span><span class="facts">${text(title)}:</span> ${text(label)} <span aria-hidden="true">×</span></a></li>`;
  return `<ul class="active" aria-label="Active filters">${found.map(chip).join("")}${found.length > 1 ? '<li><a href="#?">Clear all</a></li>' : ""}</ul>`;
}

function listed(kind) {
  const data = SNAPSHOT[kind];
  const state = stateOf(data, location.hash.slice(2));
  const held = filtered(data, state);
  const places = ordered(data, state, held);
  const count = (mask) => (state.registrations ? mask.reduce((sum, is) => sum + is, 0) : studiesIn(data, mask));
  const leftOut = count(held.every) - places.length;
  const registrations = held.listed.reduce((sum, is) => sum + is, 0);
  const facets = counted(data, state, held);
  const first = (state.page - 1) * PER_PAGE;
  const pages = Math.ceil(places.length / PER_PAGE);
  const narrowed = state.q || state.chosen.size;
  const chips = active(data, state);
  const orders = state.q ? [{ name: "best", label: "Best match" }, ...data.orders] : data.orders;
  const sort = state.sort || orders[0].name;
  const whole = data.studies && registrations !== studiesIn(data, held.listed);
  main.innerHTML = `<div class="heading"><h1>${kind === "trials" ? "Trials" : "Papers"}</h1>
<p class="count"><strong>${number(places.length)}</strong> ${whole ? (state.registrations ? `registrations of ${number(studiesIn(data, held.listed))} ${studiesIn(data, held.listed) === 1 ? "study" : "studies"}` : `${places.length === 1 ? "study" : "studies"} in ${number(registrations)} registrations`) : NOUNS[kind][places.length === 1 ? 0 : 1]}${state.removed ? " removed" : narrowed ? ` match${places.length === 1 ? "es" : ""}` : ""}${pages > 1 && state.page <= pages ? `, ${number(first + 1)}–${number(Math.min(first + PER_PAGE, places.length))} shown` : ""}${leftOut ? ` · <a href="#${text(addressOf(state, { everything: true }))}">${number(leftOut)} more with low relevance to the topic: show them too</a>` : state.everything && !state.q ? ` · including those with low relevance to the topic, listed last: <a href="#${text(addressOf(state, { everything: false }))}">hide them</a>` : ""}</p></div>
${chips}
<div class="beside"><details class="filters"><summary>Filters</summary><nav aria-label="Filters">${sections(kind, state, facets, places.length, "")}${state.removed ? "" : '<p class="facts"><a href="#?removed=1">Removed records</a></p>'}</nav></details>
<section class="results" aria-label="Results"><div class="bar"><form id="asked"><span><label for="within">Words</label> <input id="within" name="q" type="search" maxlength="500" value="${text(state.q)}"></span>
<span><label for="sort">Order</label> <select id="sort" name="sort">${orders.map((order) => `<option value="${text(order.name)}"${order.name === sort ? " selected" : ""}>${text(order.label)}</option>`).join("")}</select></span> <button>Show</button></form>
${whole ? `<p class="views">Show: ${state.registrations ? `<a href="#${text(addressOf(state, { registrations: false }))}">Each study once</a> · <strong aria-current="true">Each registration</strong>` : `<strong aria-current="true">Each study once</strong> · <a href="#${text(addressOf(state, { registrations: true }))}">Each registration</a>`}</p>` : ""}</div>
${places.length ? `<h2 class="visually-hidden">Results</h2><ol class="cards" start="${first + 1}">${places.slice(first, first + PER_PAGE).map((place) => data.cards[place]).join("")}</ol>` : '<h2>No matches</h2><p>Remove a filter above, or <a href="#?">show the whole list</a>.</p>'}
${pages > 1 ? `<nav class="pages" aria-label="Pages">${state.page > 1 ? `<a rel="prev" href="#${text(addressOf(state, { page: state.page - 1 }))}">← Previous</a>` : ""}<span>Page ${number(state.page)} of ${number(pages)}</span>${state.page < pages ? `<a rel="next" href="#${text(addressOf(state, { page: state.page + 1 }))}">Next →</a>` : ""}</nav>` : ""}
${places.length ? downloads(kind, data, state, places) : ""}</section></div>`;
  document.getElementById("asked").addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = new FormData(event.target);
    const q = fields.get("q").trim();
    const chosen = fields.get("sort");
    const usual = q ? "best" : data.orders[0].name;
    location.hash = addressOf(state, { q, sort: chosen === usual || (chosen === "best" && !q) ? "" : chosen });
  });
  for (const button of main.querySelectorAll("button[data-as]")) {
    button.addEventListener("click", () => save(kind, places, button.dataset.as));
  }
  if (state.as && data.texts.includes(state.as)) save(kind, places, state.as);
}

// The whole list as the site made it; a part of it put together here, in formats that are texts.
function downloads(kind, data, state, places) {
  const isWhole = !(state.q || state.chosen.size || state.everything || state.removed || state.registrations || state.sort);
  const links = isWhole
    ? data.endings.map((ending) => `<a href="${kind}.${text(ending)}">${text(data.labels[ending])}</a>`)
    : data.texts.map((ending) => `<button type="button" data-as="${text(ending)}">${text(data.labels[ending])}</button>`);
  return `<p class="downloads"><span>Download ${places.length > 1 ? `all ${number(places.length)}` : "it"}:</span> ${links.join(" ")}</p>`;
}

function save(kind, places, ending) {
  const name = `${kind}-${ending}`;
  const make = () => {
    const made = SNAPSHOT[name];
    const kept = places.map((place) => made.texts[place]).filter((each) => each);
    if (!kept.length) {
      const label = text(SNAPSHOT[kind].labels[ending]);
      document.querySelector(".downloads").insertAdjacentHTML("beforeend", ` <span>${label} is for papers of PubMed only.</span>`);
      return;
    }
    const parts = [made.head, kept.join(made.between)];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type: made.type }));
    link.download = `${NOUNS[kind][1]}-${SNAPSHOT[kind].day}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  if (SNAPSHOT[name]) {
    make();
    return;
  }
  const script = document.createElement("script");
  script.src = `data/${name}.js`;
  script.addEventListener("load", make);
  document.head.append(script);
}

function searched() {
  const asked = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : location.search);
  const q = (asked.get("q") || "").trim().slice(0, 500);
  document.getElementById("q").value = q;
  if (!q) return;
  for (const kind of kinds) {
    const place = SNAPSHOT[kind].numbers[q.toLowerCase()];
    if (place !== undefined) {
      location.replace(SNAPSHOT[kind].pages[place]);
      return;
    }
  }
  document.title = `${q} – ${document.title.split(" – ").pop()}`;
  const parts = kinds.map((kind) => {
    const data = SNAPSHOT[kind];
    const state = stateOf(data, `q=${encodeURIComponent(q)}`);
    const held = filtered(data, state);
    return { kind, data, state, held, places: ordered(data, state, held) };
  });
  const terms = SNAPSHOT.mesh.filter(([name]) => plainWords(q).every((word) => plainWords(name).includes(word)));
  const found = parts.filter((part) => part.places.length);
  const count = (part) => `<li><a href="${here(part.kind, addressOf(part.state, {}))}"><span class="choice">${part.kind === "trials" ? "Trials" : "Papers"}</span> <span class="n">${number(part.places.length)}</span></a></li>`;
  const cards = (part) => `<section aria-labelledby="${part.kind}"><h2 id="${part.kind}">${part.kind === "trials" ? "Trials" : "Papers"} <span class="facts">${number(part.places.length)}</span></h2><ol class="cards">${part.places.slice(0, BEST).map((place) => part.data.cards[place]).join("")}</ol>${part.places.length > BEST ? `<p><a href="${here(part.kind, addressOf(part.state, {}))}">All ${many(part.kind, part.places.length)}</a></p>` : ""}</section>`;
  const filters = (part) => sections(part.kind, part.state, counted(part.data, part.state, part.held).filter((facet) => facet.search), part.places.length, part.kind === "trials" ? "Trials by " : "Papers by ");
  const definitions = terms.length ? `<section aria-labelledby="terms"><h2 id="terms">Definitions</h2><ul>${terms.map(([name, page]) => `<li><a href="${text(page)}">${text(name)}</a></li>`).join("")}</ul></section>` : "";
  main.innerHTML = found.length || terms.length
    ? `<h1>Search: ${text(q)}</h1><div class="beside"><details class="filters"><summary>Filters</summary><nav aria-label="Filters"><section aria-labelledby="kinds"><h2 id="kinds">Found</h2><ul>${parts.map(count).join("")}</ul></section>${found.map(filters).join("")}</nav></details><div class="results">${found.map(cards).join("")}${definitions}</div></div>`
    : `<h1>Search: ${text(q)}</h1><p class="lead">No trial or paper matches.</p>`;
}

function show() {
  if (isSearch) searched();
  else listed(kinds[0]);
}

window.addEventListener("hashchange", () => {
  if (location.hash && !location.hash.startsWith("#?")) return;
  show();
  window.scrollTo(0, 0);
});
show();
