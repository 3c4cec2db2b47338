/**
 * The style of every mail: paper between two quiet ends, in daylight and in the dark. Programs that take no styles from a head, or do not know
 * `prefers-color-scheme`, show the colours that stand with the elements.
 *
 * In the dark whatever the paper holds gives up its own ground and colour, since a light ground under light words would hide them; links keep a colour
 * to be known by, and buttons (links with a ground) stay as they are.
 */
export const mailStyle = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  a { color: #0b6e63; }
  .card td { padding: 7px 0; vertical-align: top; border-bottom: 1px solid #e3e8eb; word-break: break-word; }
  .card tr:last-child td { border-bottom: 0; }
  .card .label { color: #5b6772; width: 116px; padding-right: 12px; font-size: 14px; }
  @media (max-width: 480px) {
    .paper > table > tbody > tr > td, .brand > table > tbody > tr > td, .quiet > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
    .card .label { width: 78px; padding-right: 8px; }
  }
  @media (prefers-color-scheme: dark) {
    body, .frame, .frame > div { background-color: #14191d !important; }
    .paper { background-color: #1f262c !important; }
    .paper table, .paper td, .paper div, .paper p, .paper span { background-color: transparent !important; border-color: #3b464f !important; }
    .paper div, .paper td, .paper p, .paper li, .paper span, .paper b { color: #e8edf1 !important; }
    .paper .soft div, .paper .label, .paper span.soft, .quiet div { color: #b6c2cc !important; }
    .paper a:not([style*="background"]), .quiet a, .brand div, .paper .fresh div { color: #6fd0c3 !important; }
    .paper .hot div { color: #ff9d91 !important; }
    .paper .panel > table > tbody > tr > td, .paper td.panel { background-color: #28313a !important; }
    .paper .unproven > table > tbody > tr > td { background-color: #3a3016 !important; border-color: #6b5a26 !important; }
    .paper .warning div, .paper span.warning { color: #f3d48a !important; }
  }`;
