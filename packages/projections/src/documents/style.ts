/** One sober sheet for screen and paper. Contrasts are at least 7:1 on white; nothing is fetched. */
export const STYLE = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 2rem; max-width: 62rem; background: #fff; color: #161616;
  font: 15px/1.5 "Marianne", "Source Sans 3", "Liberation Sans", Arial, sans-serif;
}
header { border-top: 4px solid #000091; padding-top: 1.25rem; }
.kicker { margin: 0; color: #3a3a3a; font-weight: 600; letter-spacing: .01em; }
h1 { margin: .35rem 0 1rem; font-size: 1.55rem; line-height: 1.25; font-weight: 700; text-wrap: balance; }
h2 { margin: 2.25rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid #161616; font-size: 1.15rem; line-height: 1.3; }
p { margin: .5rem 0; }
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
li li { color: #3a3a3a; font-size: .93em; }
footer { margin-top: 2.5rem; padding-top: .6rem; border-top: 1px solid #929292; color: #3a3a3a; font-size: .85em; }
footer p { margin: .1rem 0; }
@page {
  size: A4; margin: 16mm 14mm 18mm;
  @bottom-left { color: #3a3a3a; font: 8pt "Liberation Sans", Arial, sans-serif; }
  @bottom-right {
    content: "page " counter(page) " / " counter(pages);
    color: #3a3a3a; font: 8pt "Liberation Sans", Arial, sans-serif;
  }
}
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.35; }
  h1 { font-size: 15pt; }
  h2 { margin: 13pt 0 5pt; font-size: 11.5pt; }
  h2, caption, thead { break-after: avoid; }
  table { margin: 6pt 0 3pt; }
  th, td { padding: 2.5pt 4pt; }
  thead { display: table-header-group; }
  table, tr, dl div, .statement { break-inside: avoid; }
  .note { break-before: avoid; }
  thead th, .statement { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (max-width: 40rem) {
  body { padding: 1rem; }
  dl div { grid-template-columns: 1fr; }
  table { display: block; overflow-x: auto; }
}
`
