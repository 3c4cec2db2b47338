/**
 * How an embedded form looks where the page says nothing else: rules are in `:where`, so that any rule of the page is stronger; but a page's
 * colour of links would be the ground of our button. Colours follow the page: `color-scheme` of the page decides between light and dark.
 */
const css = `
:where(.pheu-embed){--pheu-ink:#17211c;--pheu-dim:#4f5b65;--pheu-paper:#fff;--pheu-edge:#66737d;--pheu-brand:#0b6e63;--pheu-on-brand:#fff;--pheu-bad:#a3301d;color:var(--pheu-ink);max-width:36rem}
@supports (color:light-dark(#000,#fff)){:where(.pheu-embed){--pheu-ink:light-dark(#17211c,#e8edf1);--pheu-dim:light-dark(#4f5b65,#b6c2cc);--pheu-paper:light-dark(#fff,#1f262c);--pheu-edge:light-dark(#66737d,#8a97a2);--pheu-brand:light-dark(#0b6e63,#6fd0c3);--pheu-on-brand:light-dark(#fff,#10201d);--pheu-bad:light-dark(#a3301d,#ff9c8a)}}
:where(.pheu-form){display:grid;gap:1rem;position:relative;overflow:hidden;padding:4px;margin:-4px}
:where(.pheu-form p,.pheu-success p,.pheu-event p){margin:0}
:where(.pheu-form) :where(input:not([type=checkbox],[type=radio]),select,textarea){display:block;box-sizing:border-box;width:100%;min-height:3rem;padding:.6rem .8rem;border:1px solid var(--pheu-edge);border-radius:.5rem;background:var(--pheu-paper);color:inherit;font:inherit}
:where(.pheu-event){font-weight:600}
:where(.pheu-row label,.pheu-form legend){display:block;margin-bottom:.3rem;padding:0;font-weight:600}
:where(.pheu-form fieldset){border:0;margin:0;padding:0;min-width:0}
:where(.pheu-tick:not([hidden])){display:flex;gap:.75rem;align-items:flex-start;padding-block:.45rem;line-height:1.5;cursor:pointer}
:where(.pheu-tick input){flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--pheu-brand)}
:where(.pheu-score){display:grid;grid-template-columns:repeat(auto-fit,minmax(2.25rem,1fr));gap:0 .4rem}
:where(.pheu-score label){padding:.4rem 0;border:1px solid var(--pheu-edge);border-radius:.5rem;background:var(--pheu-paper);text-align:center}
:where(.pheu-score input){display:block;width:1.5rem;height:1.5rem;margin:auto;accent-color:var(--pheu-brand)}
:where(.pheu-hint,.pheu-status){color:var(--pheu-dim);font-size:.95rem}
:where(.pheu-star,.pheu-error,.pheu-summary,.pheu-summary a){color:var(--pheu-bad)}
:where(.pheu-error){margin:.35rem 0 0;font-size:.95rem}
:where(.pheu-summary:empty,.pheu-status:empty){display:none}
:where(.pheu-summary ul){margin:.35rem 0 0;padding-left:1.2rem}
:where(.pheu-form [aria-invalid=true]:not([type=checkbox],[type=radio])){border:2px solid var(--pheu-bad)}
:where(.pheu-embed button,.pheu-file){box-sizing:border-box;display:inline-block;text-decoration:none;min-height:3rem;padding:.7rem 1.5rem;border:0;border-radius:.5rem;background:var(--pheu-brand);color:var(--pheu-on-brand);font:inherit;font-weight:600;cursor:pointer}
:where(.pheu-embed button[aria-disabled=true]){opacity:.6}
:where(.pheu-embed) :where(:focus-visible){outline:3px solid var(--pheu-brand);outline-offset:2px}
:where(.pheu-success){outline:none}
:where(.pheu-success p){font-size:1.1em}
:where(.pheu-success:not([hidden])){display:grid;gap:1rem;justify-items:start}
.pheu-embed a.pheu-file{color:var(--pheu-on-brand)}
.pheu-trap{position:absolute;left:-9999px}`;

/** Adds the style once. By a sheet that a script makes, which policies without 'unsafe-inline' allow. */
export const addStyle = (): void => {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // Browsers before 2023: the form has the page's own style.
  }
};
