const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

/** Returns the words of a template's sections for programs that show no HTML: links behind their words, Liquid where it stood. */
export function plainText(sections: string): string {
  return sections
    .replace(/\s+/g, ' ')
    .replace(/<(a|mj-button)\b[^>]*?\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/\1\s*>/g, (_whole, element: string, href: string, label: string) => {
      const link = `${label.trim()}: ${href}`;
      return element === 'a' ? link : `\n${link}\n`;
    })
    .replace(/<li\b[^>]*>/g, '\n- ')
    .replace(/<br\b[^>]*>/g, '\n')
    .replace(/<\/?(?:p|div|h[1-3]|ul|ol|tr|table|blockquote|mj-text|mj-section|mj-column|mj-table|hr)\b[^>]*>/g, '\n')
    .replace(/<\/(?:td|th)\s*>/g, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#\d+|[a-z]+);/g, (whole, name: string) =>
      name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (entities[name] ?? whole),
    )
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
