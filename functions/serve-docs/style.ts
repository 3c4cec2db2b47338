/** One sheet for narrow and wide screens, light and dark; contrast at least 4.5:1 in both (WCAG 2.2 AA). */
export const style = `
:root{color-scheme:light dark;--ink:#17211c;--soft:#4b5751;--paper:#fff;--side:#f3f5f1;--line:#d5dbd5;--accent:#0a5a48;--code:#f3f5f1;--get:#1a5fb4;--post:#0a5a48;--bad:#a3231f}
@media(prefers-color-scheme:dark){:root{--ink:#e6ece8;--soft:#aab6af;--paper:#121714;--side:#1a211d;--line:#323c36;--accent:#6fd3b4;--code:#1e2621;--get:#8ab8f2;--post:#6fd3b4;--bad:#f09a95}}
*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;font:1rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--accent)}:focus-visible{outline:3px solid #d99a00;outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
nav{background:var(--side);border-bottom:1px solid var(--line);padding:1.25rem 1.5rem}
nav ul{list-style:none;margin:0;padding:0}nav>ul>li{margin-top:1rem}nav b{font-size:.8rem;text-transform:uppercase;letter-spacing:.06em;color:var(--soft)}
nav li li a{display:block;padding:.2rem 0;text-decoration:none;color:var(--ink)}nav li li a:hover{color:var(--accent);text-decoration:underline}
.brand{font-size:1.25rem;font-weight:700;margin:0}.brand span{font-weight:400;color:var(--soft);font-size:.95rem}
main{padding:1.5rem;max-width:54rem}h1{font-size:2rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.5rem;margin:3rem 0 .5rem;border-bottom:2px solid var(--line);padding-bottom:.25rem}
h3{font-size:1.15rem;margin:0}h4{font-size:.95rem;margin:1.5rem 0 .25rem;color:var(--soft)}.lead{font-size:1.1rem;color:var(--soft)}
article{border:1px solid var(--line);border-radius:.6rem;padding:1.25rem 1.5rem;margin:1.25rem 0}article:target{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.route{margin:.4rem 0 0;overflow-wrap:anywhere}.method{font:700 .78rem/1 ui-monospace,monospace;color:var(--post)}.method.get{color:var(--get)}.method.delete{color:var(--bad)}
.badge{font-size:.78rem;border:1px solid var(--line);border-radius:1rem;padding:.1rem .6rem;color:var(--soft);margin-left:.4rem}.badge.open{color:var(--accent);border-color:var(--accent)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.88em}code{background:var(--code);border-radius:.25rem;padding:.05em .3em}
pre{background:var(--code);border-radius:.5rem;padding:1rem;overflow-x:auto;margin:.25rem 0 0}pre code{padding:0}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.94rem}th{text-align:left;color:var(--soft);font-weight:600}th,td{padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.status{font:600 .85rem/1 ui-monospace,monospace}.s2,.s3{color:var(--accent)}.s4,.s5{color:var(--bad)}
.properties{list-style:none;margin:.4rem 0 0;padding-left:1rem;border-left:2px solid var(--line)}.properties li{margin:.35rem 0}.properties p{margin:0;color:var(--soft);font-size:.94rem}
.type,.optional{color:var(--soft);font-size:.9rem}.optional{font-style:italic}.problems{padding-left:1.2rem}.problems li:target{background:var(--code)}
@media(min-width:64rem){body{display:grid;grid-template-columns:18rem minmax(0,1fr)}nav{border:0;border-right:1px solid var(--line);position:sticky;top:0;height:100vh;overflow-y:auto}main{padding:2rem 3rem 6rem}}
`.replaceAll('\n', '');
