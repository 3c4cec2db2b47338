/** A button of a page without scripts, with what it posts, and where to; no path: the page itself. */
export interface PageButton {
  readonly words: string;
  readonly path: string | undefined;
  readonly body: string;
}

/** Returns the buttons of a page, as a browser would press them with everything as it was served. */
export function buttonsOf(html: string): readonly PageButton[] {
  return [...html.matchAll(/<form method="post"([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', inside = '']) => {
    const fields = [...inside.matchAll(/<input ([^>]*)>/g)].flatMap(([, input = '']) => {
      const [type, name, value = ''] = ['type', 'name', 'value'].map((one) => attributeOf(input, one));
      const isPosted = name !== undefined && (type !== 'checkbox' || / checked/.test(` ${input}`));
      return isPosted ? [[name, value]] : [];
    });
    const words = /<button[^>]*>(.*?)<\/button>/s.exec(inside)?.[1] ?? '';
    return { words: plain(words), path: attributeOf(attributes, 'action'), body: new URLSearchParams(fields).toString() };
  });
}

/** Returns the button whose words begin so. @throws where the page has none, or several */
export function buttonOf(html: string, words: string): PageButton {
  const [found, ...others] = buttonsOf(html).filter((one) => one.words.startsWith(words));
  if (!found || others.length > 0) throw new Error(`the page has no button of its own that says: ${words}`);
  return found;
}

const attributeOf = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : plain(value);
};

const plain = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
