/**
 * The sheet of every screen, for screens and A4 paper. Contrasts are at least 4.5:1, in the light and in the dark; nothing is
 * fetched. A service sets the custom properties of its own after it.
 */
export const stylesheet: string = `:root {
  color-scheme: light dark;
  --police: "Source Sans 3", "Liberation Sans", Arial, sans-serif;
  --fond: #fff; --encre: #1b1b1f; --discret: #4a4a52; --trait: #8a8a92; --filet: #d9d9de;
  --accent: #1f4e79; --teinte: #eef2f6; --alerte: #9b2c00; --alerte-fond: #fff4ee; --bien: #1d6b3c; --seconde: #8a5a00;
  --zone-vigueur: #b9d8c4; --zone-attente: #e9d9a6; --zone-fin: #d5d5db;
}
@media (prefers-color-scheme: dark) {
  :root {
    --fond: #17171b; --encre: #ececf0; --discret: #b9b9c2; --trait: #7d7d87; --filet: #3a3a42;
    --accent: #9cc4ee; --teinte: #232831; --alerte: #ffb08a; --alerte-fond: #33211a; --bien: #8fd6a8; --seconde: #e8bd6a;
    --zone-vigueur: #2b5a3f; --zone-attente: #5f4f1c; --zone-fin: #44444d;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 76rem; background: var(--fond); color: var(--encre);
  font: 1rem/1.5 var(--police); overflow-wrap: break-word;
}
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { margin: 1.25rem 0 .25rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--trait); font-size: 1.15rem; line-height: 1.3; }
h3 { margin: 1.25rem 0 .4rem; font-size: 1rem; }
p { margin: .5rem 0; }
ul { padding-left: 1.25rem; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--fond); }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }
.lead { color: var(--discret); }
.id, .hint, .note, .evidence { color: var(--discret); font-size: .875rem; }
.id { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
th .id { display: inline-block; font-weight: 400; }
.links a { white-space: nowrap; }

.top, .dossier nav ul, .top ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; }
.top { padding: .75rem 0; border-bottom: 1px solid var(--trait); }
.top ul, .dossier nav ul, .presets, .pager ul, .items { margin: 0; padding: 0; list-style: none; }
.brand { margin: 0; font-weight: 700; }
.brand a { color: inherit; text-decoration: none; }
.top .who { margin: 0 0 0 auto; color: var(--discret); font-size: .875rem; }
nav a { display: inline-block; padding: .25rem 0; }
nav a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; border-bottom: 3px solid var(--accent); }
.dossier { padding-top: .75rem; }
.dossier p { margin: 0; }
.dossier .kicker { color: var(--discret); font-size: .875rem; }
.dossier .name { font-weight: 700; }
.dossier .name .id { font-weight: 400; }

.point { margin: .75rem 0 0; padding: .6rem .9rem; border: 1px solid var(--filet); background: var(--teinte); }
.banner, .printed { margin: 0 0 .4rem; font-weight: 700; }
/* On paper nothing else says on which day it was printed. */
.printed { display: none; }
.point .banner::before { content: "◷ "; }
.presets { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.presets a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
.point form, .filters { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; align-items: end; }
.point form { margin-top: .4rem; }
form p { display: flex; flex-wrap: wrap; gap: .1rem .5rem; align-items: baseline; min-width: 0; max-width: 100%; margin: 0; }
select { width: 16rem; }
input[type="search"] { width: 18rem; }
.todo-filters select { width: auto; }
label { font-weight: 600; }
input, select, button, textarea {
  min-height: 2.25rem; max-width: 100%; padding: .3rem .6rem; border: 1px solid var(--trait); border-radius: 2px;
  background: var(--fond); color: inherit; font: inherit;
}
button { background: var(--accent); border-color: var(--accent); color: var(--fond); font-weight: 600; cursor: pointer; }
button.plain { padding: 0; min-height: 0; border: 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; }
.slider { flex: 1 1 100%; align-items: center; }
.slider input { flex: 1 1 12rem; min-width: 6rem; min-height: 1.5rem; padding: 0; accent-color: var(--accent); }
.slider output { min-width: 6.5rem; font-variant-numeric: tabular-nums; }
.filters { margin: 1rem 0 .5rem; }

.items > li { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1.25rem; padding: .6rem 0; border-bottom: 1px solid var(--filet); }
.items p { margin: 0; }
.items .when { font-variant-numeric: tabular-nums; }
.items time { font-weight: 600; }
.items .what { font-weight: 600; }
.items .who { display: block; }
.tag { display: block; color: var(--discret); font-size: .875rem; font-weight: 400; }
.tag.late { color: var(--alerte); font-weight: 700; }
.retard > h2, .alerte > h2 { border-bottom: 3px solid var(--alerte); }
details { font-size: .9375rem; }
summary { width: fit-content; padding: .1rem 0; color: var(--accent); cursor: pointer; }
.folded { margin-top: 2rem; font-size: 1rem; }
.folded > summary { font-weight: 700; }
.pager { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-top: 1rem; }
.pager p { margin: .25rem 0; }
.pager ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }

.statement { margin: .75rem 0; padding: .6rem .9rem; border-left: 4px solid var(--bien); background: var(--teinte); font-weight: 600; }
.statement.none { border-left-color: var(--alerte); background: var(--alerte-fond); }
.faults { padding: .6rem .9rem .6rem 2rem; border-left: 4px solid var(--alerte); background: var(--alerte-fond); }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1.25rem; padding: .4rem 0; border-bottom: 1px solid var(--filet); }
dt { color: var(--discret); }
dd { margin: 0; white-space: pre-line; }
table { width: 100%; margin: 1rem 0 .5rem; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; text-align: left; font-weight: 600; }
th, td { padding: .4rem .6rem; border: 1px solid var(--trait); text-align: left; vertical-align: top; white-space: pre-line; }
td.n, th.n, .register td:nth-child(n + 5) { text-align: right; }
.wide { font-size: .84rem; hyphens: auto; }
thead th { background: var(--teinte); font-weight: 600; line-height: 1.3; }
tbody th { font-weight: 600; }
.counts { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0; padding: 0; list-style: none; }
.counts strong { font-variant-numeric: tabular-nums; }
.counts a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; border-bottom: 3px solid var(--accent); }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; }
svg { display: block; width: 100%; max-width: 48rem; height: auto; color: var(--encre); }
svg text { fill: var(--discret); font: 12px var(--police); }
svg .axis { stroke: var(--filet); }
svg .now { stroke: var(--trait); stroke-dasharray: 4 3; }
svg .first, svg .second { fill: none; stroke-width: 2.5; }
svg .first { stroke: var(--accent); }
svg .second { stroke: var(--seconde); stroke-dasharray: 7 4; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .25rem 0; padding: 0; list-style: none; font-size: .9375rem; }
.key span { display: inline-block; width: 2rem; margin-right: .5rem; vertical-align: middle; border-top: 3px solid var(--accent); }
.key .second span { border-top: 3px dashed var(--seconde); }

.acts { margin: 1rem 0; padding: 0; list-style: none; }
.acts > li { padding: .75rem 0; border-bottom: 1px solid var(--filet); }
.acts h2 { margin: 0; padding: 0; border: 0; font-size: 1rem; }
.acts .gone h2 { text-decoration: line-through; }
.acts p, .acts ul { margin: .2rem 0; }
pre { max-height: 24rem; margin: .4rem 0; padding: .6rem .9rem; overflow: auto; background: var(--teinte); font-size: .875rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.content, .content ul, .content ol { margin: .2rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }

.scroll { overflow-x: auto; margin: 1rem 0 .5rem; }
.plane { width: auto; max-width: none; }
.plane .axis { fill: var(--encre); stroke: none; }
.plane .area { fill: var(--fond); }
.plane .vigueur { fill: var(--zone-vigueur); }
.plane .attente { fill: var(--zone-attente); }
.plane .fin { fill: var(--zone-fin); }
.plane .tint1 { opacity: .8; }
.plane .tint2 { opacity: .62; }
.plane text { font-size: 12px; }
.plane a text { fill: var(--encre); }
.plane a:hover .area { stroke: var(--accent); stroke-width: 2; }
.plane .late { fill: url(#late); pointer-events: none; }
.plane .hatch { stroke: var(--encre); stroke-width: 1.2; opacity: .55; }
.plane .edge { fill: none; stroke: var(--encre); stroke-width: 1; }
.plane .diagonal { fill: none; stroke: var(--alerte); stroke-width: 1.5; stroke-dasharray: 6 4; pointer-events: none; }
.plane .here { fill: none; stroke: var(--accent); stroke-width: 1.5; pointer-events: none; }
.plane circle.here { fill: var(--accent); stroke: var(--fond); }
.plane-key span { width: 1.5rem; height: 1rem; border: 1px solid var(--trait); }
.plane-key .vigueur { background: var(--zone-vigueur); }
.plane-key .attente { background: var(--zone-attente); }
.plane-key .fin { background: var(--zone-fin); }
.plane-key .late { background: repeating-linear-gradient(135deg, var(--encre) 0 1px, transparent 1px 4px); }
.plane-key .diagonal { height: 0; border: 0; border-top: 2px dashed var(--alerte); }

.matrix p { margin: 0 0 .25rem; }
@media (min-width: 44rem) { .moments { white-space: pre; } }
.matrix td, .matrix th { white-space: normal; }
.matrix .change { padding-left: .5rem; border-left: 3px solid var(--accent); }
.matrix .depart { border-left-color: var(--alerte); }
td.non { background: var(--alerte-fond); }
.differences > li { margin: .5rem 0; }
.differences p { margin: 0; }
.command textarea { width: 100%; font: .875rem/1.45 ui-monospace, "Liberation Mono", monospace; }
.command p { margin: .5rem 0; }

@page { size: A4; margin: 12mm 13mm 14mm; @bottom-right { content: "page " counter(page) " / " counter(pages); font: 8pt Arial, sans-serif; } }
@media print {
  :root { color-scheme: light; --fond: #fff; --encre: #000; --discret: #333; --trait: #777; --filet: #ccc; --accent: #000; --teinte: #f2f2f4; --alerte: #7a2200; --alerte-fond: #fff; --bien: #000; --seconde: #555; }
  html { font-size: 9pt; }
  .printed { display: block; }
  body { max-width: none; padding: 0; line-height: 1.3; }
  .top nav, .dossier nav, .presets, .point form, form.filters, form, .links, .pager, .skip, .folded, .by-name, summary, .lead a { display: none; }
  .point { border: 0; padding: 0; background: none; }
  h1 { font-size: 15pt; } h2 { margin: 10pt 0 4pt; font-size: 11pt; }
  h2, h3, caption, thead { break-after: avoid; }
  thead { display: table-header-group; }
  tr, .items > li, .acts > li, dl > div, figure { break-inside: avoid; }
  th, td { padding: 2pt 4pt; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  .plane { width: 100%; height: auto; }
  .plane rect, .plane-key span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media screen and (max-width: 44rem) {
  body { padding: 0 .9rem 2rem; }
  .top .who { margin-left: 0; flex-basis: 100%; }
  .items > li, dl > div { grid-template-columns: minmax(0, 1fr); }
  .items .when { display: flex; flex-wrap: wrap; gap: 0 .6rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, tbody th, tbody td { display: block; }
  tr { margin: 0 0 .75rem; border: 1px solid var(--trait); }
  tbody th, tbody td { padding: .3rem .6rem; border: 0; border-bottom: 1px solid var(--filet); }
  tbody th { background: var(--teinte); }
  td.n, th.n, .register td:nth-child(n + 5) { text-align: left; }
  tbody td::before, tbody th::before { content: attr(data-label) "\\a0: "; color: var(--discret); font-weight: 400; }
  /* A hundred rows do not each say the names of the columns. */
  tbody td:not([data-label])::before, tbody th:not([data-label])::before { content: none; }
  .register td:nth-child(2)::before { content: "État\\a0: "; }
  .register td:nth-child(3)::before { content: "En vigueur\\a0: "; }
  .register td:nth-child(4)::before { content: "Prochaine échéance\\a0: "; }
  .register td:nth-child(5)::before { content: "Points d'attention\\a0: "; }
  .register td:nth-child(6)::before { content: "Modifications en attente\\a0: "; }
  .areas td:nth-child(2)::before { content: "Connu\\a0: "; }
  .areas td:nth-child(3)::before { content: "Ce que dit le dossier\\a0: "; }
  .areas td:nth-child(4)::before { content: "Par quels actes\\a0: "; }
  svg text { font-size: 20px; }
  .keep-table thead { position: static; width: auto; height: auto; clip-path: none; }
}
@media (prefers-reduced-motion: no-preference) { a { transition: text-decoration-thickness .1s; } }
`
