/** One sober sheet for screen and paper. Contrasts are at least 7:1 on white; nothing is fetched. */
export const STYLE = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 2rem; max-width: 62rem; background: #fff; color: #161616;
  font: 15px/1.5 "Marianne", "Source Sans 3", "Liberation Sans", Arial, sans-serif;
}
header { border-top: 4px solid #000091; padding-top: 1.25rem; }
.kicker { margin: 0; color: #3a3a3a; font-weight: 600; letter-spacing: .01em; }
h1 { margin: .35rem 0 .25rem; font-size: 1.55rem; line-height: 1.25; font-weight: 700; text-wrap: balance; }
h2 { margin: 2.25rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid #161616; font-size: 1.15rem; line-height: 1.3; }
p { margin: .5rem 0; }
.known { margin: 0 0 1rem; color: #3a3a3a; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.statement { margin: 0; padding: .7rem 1rem; border-left: 4px solid #18753c; background: #f3f6f3; font-weight: 600; }
.statement.none { border-left-color: #b34000; background: #fff5ef; }
.note { color: #3a3a3a; font-size: .87em; }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1.25rem; padding: .4rem 0; border-bottom: 1px solid #dddddd; }
dt { color: #3a3a3a; }
dd { margin: 0; }
table { width: 100%; margin: 1rem 0 .5rem; border-collapse: collapse; font-size: .93em; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; text-align: left; font-weight: 600; }
th, td { padding: .45rem .6rem; border: 1px solid #929292; text-align: left; vertical-align: top; overflow-wrap: break-word; }
.wide { font-size: .84em; hyphens: auto; }
.wide th, .wide td { padding: .4rem .45rem; }
thead th { background: #eeeef6; font-weight: 600; line-height: 1.3; }
tbody th { font-weight: 600; }
td, tbody th, dd { white-space: pre-line; }
ul { margin: .5rem 0; padding-left: 1.25rem; }
li { margin: .35rem 0; }
details { color: #3a3a3a; font-size: .87em; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.sign { margin-top: 1rem; break-inside: avoid; }
.sign .blank { display: inline-block; min-width: 9rem; max-width: 40%; border-bottom: 1px dotted #161616; }
.sign ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .75rem; padding: 0; list-style: none; }
.sign li { min-height: 6rem; margin: 0; padding: .45rem .6rem; border: 1px solid #929292; font-weight: 600; }
.sign small { color: #3a3a3a; font-size: .87em; font-weight: 400; }
li li { color: #3a3a3a; font-size: .93em; }
footer { margin-top: 2.5rem; padding-top: .6rem; border-top: 1px solid #929292; color: #3a3a3a; font-size: .85em; }
footer p { margin: .1rem 0; }
@page {
  size: A4; margin: 10mm 13mm 13mm;
  @bottom-left { color: #3a3a3a; font: 8pt "Liberation Sans", Arial, sans-serif; }
  @bottom-right {
    content: "page " counter(page) " / " counter(pages);
    color: #3a3a3a; font: 8pt "Liberation Sans", Arial, sans-serif;
  }
}
@media print {
  body { max-width: none; padding: 0; font-size: 8.9pt; line-height: 1.24; }
  header { padding-top: 6pt; }
  h1 { margin: 2pt 0; font-size: 15pt; }
  h2 { margin: 8pt 0 3pt; padding-bottom: 1pt; font-size: 11pt; }
  p { margin: 2pt 0; }
  .known { margin-bottom: 5pt; }
  .statement { padding: 4pt 8pt; }
  dl div { padding: 1.5pt 0; }
  h2, caption, thead, .sign p { break-after: avoid; }
  table { margin: 3pt 0 2pt; }
  caption { padding-bottom: 2pt; }
  th, td, .wide th, .wide td { padding: 1.5pt 4pt; }
  thead { display: table-header-group; }
  tr, li, dl div, .statement { break-inside: avoid; }
  /* A row alone on a page is not read with its table. */
  tbody tr:first-child, tbody tr:nth-last-child(2) { break-after: avoid; }
  details { display: none; }
  /* Nobody signs a sheet that shows nothing of what is signed. */
  .sign { break-before: avoid; margin-top: 3pt; }
  .sign ul { margin: 3pt 0; gap: 6pt; }
  .sign li { min-height: 17mm; padding: 2pt 4pt; }
  footer { margin-top: 6pt; padding-top: 3pt; }
  .note { break-before: avoid; }
  thead th, .statement { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media screen and (max-width: 40rem) {
  body { padding: 1rem; overflow-wrap: anywhere; }
  dl div { grid-template-columns: 1fr; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, tbody th, tbody td { display: block; }
  tr { margin: 0 0 .75rem; border: 1px solid #929292; }
  tbody th, tbody td, .wide tbody th, .wide tbody td { padding: .35rem .6rem; border: 0; border-bottom: 1px solid #dddddd; }
  tbody th { background: #eeeef6; }
  tbody td::before, tbody th::before {
    content: attr(data-label) "\\a0: "; color: #3a3a3a; font-weight: 400;
  }
  .sign .blank { min-width: 5rem; }
}
`
