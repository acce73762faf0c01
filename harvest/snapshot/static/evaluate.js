// What a list of a snapshot holds, worked out from the facets, orders and words of its records.
"use strict";

const SNAPSHOT = {};

// Each file of data hands over what it holds by this name.
function snapshot(name, value) {
  SNAPSHOT[name] = value;
}

const PER_PAGE = 25;

// The fields of an address, those that the list of these data knows.
function stateOf(data, text) {
  const fields = new URLSearchParams(text);
  const chosen = new Map();
  for (const facet of data.facets) {
    const values = [...new Set(fields.getAll(facet.name))].filter(Boolean);
    if (values.length) chosen.set(facet.name, values);
  }
  return {
    q: (fields.get("q") || "").trim().slice(0, 500),
    chosen,
    sort: fields.get("sort") || "",
    page: Math.max(1, parseInt(fields.get("page"), 10) || 1),
    everything: fields.get("all") === "1",
    removed: fields.get("removed") === "1",
    registrations: fields.get("show") === "registrations",
    as: fields.get("as") || "",
  };
}

// The address of a state with some of it changed; on the first page unless that is given.
function addressOf(state, changes) {
  const to = { ...state, page: 1, as: "", ...changes };
  const fields = new URLSearchParams();
  if (to.q) fields.append("q", to.q);
  for (const [name, values] of to.chosen) for (const value of values) fields.append(name, value);
  if (to.sort) fields.append("sort", to.sort);
  if (to.page > 1) fields.append("page", to.page);
  if (to.everything) fields.append("all", "1");
  if (to.removed) fields.append("removed", "1");
  if (to.registrations) fields.append("show", "registrations");
  return `?${fields}`;
}

function toggled(state, name, value) {
  const chosen = new Map(state.chosen);
  const values = chosen.get(name) || [];
  const kept = values.includes(value) ? values.filter((v) => v !== value) : [...values, value];
  if (kept.length) chosen.set(name, kept);
  else chosen.delete(name);
  return { chosen };
}

function plainWords(text) {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) || [];
}

// The records with a word, each with what it counts; a beginning where asked, or where no record
// has the word itself.
function having(data, word, beginning) {
  const found = new Map();
  const add = (stem) => {
    const places = data.words[stem] || [];
    const weight = Math.log(1 + data.ids.length / (1 + places.length));
    for (const place of places) found.set(place, Math.max(found.get(place) || 0, weight));
    for (const place of data.titles[stem] || []) found.set(place, 3 * weight);
  };
  const stem = data.stems[word] || word;
  if (!beginning) add(stem);
  if (!found.size && word.length > 2) {
    const begun = new Set();
    for (const other of Object.keys(data.words)) if (other.startsWith(word)) begun.add(other);
    for (const [other, of] of Object.entries(data.stems)) if (other.startsWith(word)) begun.add(of);
    begun.forEach(add);
  }
  return found;
}

function both(one, other) {
  const found = new Map();
  for (const [place, score] of one) if (other.has(place)) found.set(place, score + other.get(place));
  return found;
}

// Place of each record that holds what is searched for → how well: all words, OR between two,
// -word excludes, a star ends a beginning; the words of a phrase may stand apart.
function search(data, text) {
  const groups = [];
  const without = [];
  let joined = false;
  const tokens = [...text.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)];
  const isSilent = (word) => data.silent.includes(word.toLowerCase()) && (word.length === 1 || word !== word.toUpperCase());
  const telling = tokens.filter(([, , phrase, word]) => phrase !== undefined || !isSilent(word));
  for (const [, minus, phrase, word] of telling.length ? telling : tokens) {
    if (word === "OR" && !minus) {
      joined = groups.length > 0;
      continue;
    }
    const words = plainWords(phrase ?? word);
    if (!words.length) continue;
    const found = words.map((each) => having(data, each, (word || "").endsWith("*"))).reduce(both);
    if (minus) without.push(found);
    else if (joined) groups.push(new Map([...groups.pop(), ...found]));
    else groups.push(found);
    joined = false;
  }
  if (!groups.length) return new Map();
  const found = groups.reduce(both);
  for (const other of without) for (const place of other.keys()) found.delete(place);
  return found;
}

function maskOf(data, facet, values, size) {
  const mask = new Uint8Array(size);
  for (const [value, , places] of facet.values) {
    if (values.includes(value)) for (const place of places) mask[place] = 1;
  }
  return mask;
}

function all(masks) {
  return masks.reduce((one, other) => one.map((is, place) => is & other[place]));
}

// What a state of the list holds: masks of records, before and after what is of low relevance.
function filtered(data, state) {
  const size = data.ids.length;
  const base = new Uint8Array(size).fill(state.removed ? 0 : 1);
  for (const place of data.removed) base[place] = state.removed ? 1 : 0;
  const scores = state.q ? search(data, state.q) : null;
  const masks = [scores ? base.map((is, place) => is & scores.has(place)) : base];
  const chosen = new Map();
  const parts = new Map();
  for (const facet of data.facets) {
    const values = state.chosen.get(facet.name);
    if (!values) continue;
    if (facet.together) {
      const of = maskOf(data, facet, values, data.parts.length);
      parts.set(facet.together, parts.has(facet.together) ? all([parts.get(facet.together), of]) : of);
    } else if (facet.shown) chosen.set(facet.name, maskOf(data, facet, values, size));
    else masks.push(maskOf(data, facet, values, size));
  }
  for (const of of parts.values()) {
    const mask = new Uint8Array(size);
    of.forEach((is, part) => { if (is) mask[data.parts[part]] = 1; });
    masks.push(mask);
  }
  const near = new Uint8Array(size).fill(1);
  if (!(state.everything || state.q || state.removed)) for (const place of data.low) near[place] = 0;
  const before = all(masks);
  const every = all([before, ...chosen.values()]);
  return { before, near, chosen, every, listed: all([every, near]), scores };
}

function studiesIn(data, mask) {
  const found = new Set();
  mask.forEach((is, place) => { if (is) found.add(data.studies ? data.studies[place] : place); });
  return found.size;
}

// The records of a state in their order, each study once unless registrations are asked for.
function ordered(data, state, held) {
  let places;
  if (state.q && (!state.sort || state.sort === "best")) {
    places = [...held.scores.keys()].sort((a, b) => held.scores.get(b) - held.scores.get(a) || b - a);
  } else {
    places = (data.orders.find((order) => order.name === state.sort) || data.orders[0]).places;
  }
  places = places.filter((place) => held.listed[place]);
  if (state.everything && !state.q) {
    const low = new Set(data.low);
    places = [...places.filter((p) => !low.has(p)), ...places.filter((p) => low.has(p))];
  }
  if (!data.studies || state.registrations) return places;
  const seen = new Set();
  return places.filter((p) => !seen.has(data.studies[p]) && seen.add(data.studies[p]));
}

// Facet → the values that any record has which the list would show if that facet did not narrow it.
function counted(data, state, held) {
  return data.facets.filter((facet) => facet.shown).map((facet) => {
    const others = [...held.chosen].filter(([name]) => name !== facet.name).map(([, mask]) => mask);
    const among = all([held.before, held.near, ...others]);
    const chosen = state.chosen.get(facet.name) || [];
    const values = facet.values.map(([value, label, places]) => {
      const those = places.filter((place) => among[place]);
      const once = data.studies && !state.registrations;
      const records = once ? new Set(those.map((place) => data.studies[place])).size : those.length;
      return { value, label, records, chosen: chosen.includes(value) };
    }).filter((each) => each.records || each.chosen);
    if (facet.byCount) values.sort((a, b) => b.records - a.records);
    values.sort((a, b) => b.chosen - a.chosen);
    return { name: facet.name, title: facet.title, search: facet.search, values };
  });
}
