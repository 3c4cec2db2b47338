/** Parts of MJML that a template may be made of; the frame brings head and body. */
export const allowedTags = new Set([
  ...['section', 'column', 'group', 'wrapper', 'text', 'button', 'image', 'divider', 'spacer', 'table', 'raw'].map((tag) => `mj-${tag}`),
  ...['p', 'br', 'a', 'b', 'strong', 'i', 'em', 'u', 's', 'small', 'span', 'div', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'hr', 'img'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote', 'sup', 'sub'],
]);

/** CSS that Outlook or Gmail leaves out; what is built on it falls apart there. */
const droppedCss: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?:^|[;\s])position\s*:/i, 'position'],
  [/(?:^|[;\s])float\s*:/i, 'float'],
  [/display\s*:\s*(?:inline-)?(?:flex|grid)/i, 'display: flex or grid'],
  [/(?:^|[;\s])(?:flex|grid|gap|order|align-items|justify-content)[a-z-]*\s*:/i, 'flex and grid'],
  [/url\s*\(/i, 'images in the background'],
  [/(?:^|[;\s])(?:transform|transition|animation|filter|clip-path|mask)[a-z-]*\s*:/i, 'transform, transition, animation and filter'],
  [/(?:^|[;\s])(?:box|text)-shadow\s*:/i, 'shadows'],
  [/(?:^|[;\s])(?:object-fit|opacity|z-index|overflow)\s*:/i, 'object-fit, opacity, z-index and overflow'],
  [
    /(?:^|[;\s])(?:aspect-ratio|columns?|column-[a-z]+|writing-mode|inset|clip|mix-blend-mode|background-(?:clip|blend-mode))\s*:/i,
    'aspect-ratio, columns, writing-mode, inset, clip and blending',
  ],
  [/(?:^|[;\s])margin[a-z-]*\s*:[^;]*-\d/i, 'negative margins'],
  [/(?:var|calc|min|max|clamp)\s*\(/i, 'var() and calc()'],
  [/\d(?:rem|vw|vh|vmin|vmax|ch)\b/i, 'the units rem, vw, vh, vmin, vmax and ch'],
  [/@(?:import|font-face)/i, '@import and @font-face'],
];

/** Colours that Outlook or Gmail leaves out: words would stand on a ground that was not meant for them. Names, #rrggbb and rgb(1, 2, 3) are known everywhere. */
const droppedColour =
  /#(?:[0-9a-f]{8}|[0-9a-f]{4})\b|\b(?:rgba|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\s*\(|\brgb\s*\([^),]*(?:\s\d|\/)/i;
/** Attributes in which a colour may stand; what people read in others is no colour. */
const coloured = /^(?:style|bgcolor|color|border(?:-[a-z]+)*|(?:[a-z]+-)*(?:color|border))$/;

const isImage = /^(?:mj-image|img)$/i;
const tag = /<(\/?)([a-zA-Z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g;
const attribute = /([^\s"'=/<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?/g;
const liquid = /\{\{|\{%/;
/** Elements whose insides MJML takes over as they are. */
const liquidPlaces = /(<mj-(text|button|raw|table)\b(?:[^<>"']|"[^"]*"|'[^']*')*>)([\s\S]*?)(<\/mj-\2\s*>)/g;
const liquidParts = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const oneOutput = /^\{\{-?([^{}]*?)-?\}\}$/;

/** What is wrong with sections of MJML, and the sections with every address that a value may give checked when the mail is written. */
export interface CheckedSections {
  readonly faults: readonly string[];
  readonly sections: string;
}

/** Checks what a template's sections are made of, and where Liquid stands in them. */
export function checkSections(source: string): CheckedSections {
  const faults = new Set<string>();
  if (source.includes('<!--') || /<[!?]/.test(source)) faults.add('comments, CDATA and declarations are not taken over: leave them out');
  const outside = source.replace(liquidPlaces, (_whole, opening: string, _name, _inside, closing: string) => opening + closing);
  if (liquid.test(outside.replace(tag, ''))) faults.add('Liquid stands within mj-text, mj-button, mj-table and mj-raw only');
  // What compares in Liquid is no tag: it is taken out before tags are looked for, and put back.
  const kept: string[] = [];
  const hidden = source.replace(liquidParts, (part) => `\ue000${kept.push(part) - 1}\ue001`);
  const shown = (text: string) => text.replace(/\ue000(\d+)\ue001/g, (_mark, index: string) => kept[Number(index)] ?? '');
  const sections = hidden.replace(tag, (_whole, slash: string, name: string, attributes: string) => {
    if (!allowedTags.has(name.toLowerCase())) faults.add(`<${name}> is not taken over`);
    if (isImage.test(name) && slash === '' && !/(?:^|\s)alt\s*=/i.test(attributes)) {
      faults.add('an image says in alt what it shows, for whoever does not see it; one that only adorns has alt=""');
    }
    return `<${slash}${name}${checkAttributes(name, attributes, shown, faults)}>`;
  });
  if (/<(?![/a-zA-Z])|<[^>]*$/.test(hidden)) faults.add('write < as &lt; where it begins no tag');
  return { faults: [...faults], sections: shown(sections) };
}

function checkAttributes(element: string, attributes: string, shown: (text: string) => string, faults: Set<string>): string {
  return attributes.replace(attribute, (whole, name: string, quoted: string | undefined) => {
    const key = name.toLowerCase();
    const raw = quoted === undefined ? '' : shown(quoted.replace(/^["']|["']$/g, '')).trim();
    if (key.includes('\ue000')) {
      faults.add(`Liquid stands inside the tag <${element}>: put it around the tag, or into its href`);
      return whole;
    }
    if (key.startsWith('on') || key === 'srcset' || key === 'background-url' || key === 'background') {
      faults.add(`the attribute ${name} is not taken over`);
      return whole;
    }
    if (coloured.test(key) && droppedColour.test(raw))
      faults.add('Outlook or Gmail drops such colours: write a name, #rrggbb or rgb(1, 2, 3)');
    if (key === 'style') for (const [pattern, css] of droppedCss) if (pattern.test(raw)) faults.add(`Outlook or Gmail drops ${css}`);
    if (key === 'src' && !/^https:\/\/[^\s{}]+$/i.test(raw)) faults.add('an image has a whole address that begins with https://');
    if (key !== 'href') {
      if (liquid.test(raw)) faults.add(`a value may stand in a link's href, not in ${name}`);
      return whole;
    }
    const output = oneOutput.exec(raw);
    if (output) return `href="{{ ${output[1]?.trim().replaceAll('"', "'")} | url }}"`;
    if (liquid.test(raw) || !/^(?:https?:\/\/|mailto:|tel:)[^\s{}]+$/i.test(raw)) {
      faults.add('a link goes to one whole address: written out, or one value such as {{ company.websiteUrl }}');
    }
    return whole;
  });
}
