import { escapeHtml, safeUrl } from '../mail/index.ts';

/** An address of a page, without what ends the sentence around it. */
const link = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?…)\]}]/giu;

/** Writes a text as HTML: a paragraph for what stands between empty lines, links for addresses of pages, and nothing else of what its writer typed. */
export function paragraphsOf(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p style="margin:0 0 1em">${withLinks(paragraph.trim())}</p>`)
    .join('\n');
}

function withLinks(text: string): string {
  let [html, end] = ['', 0];
  for (const match of text.matchAll(link)) {
    const [address] = match;
    const url = safeUrl(address);
    html += escapeHtml(text.slice(end, match.index));
    html += url === '' ? escapeHtml(address) : `<a href="${escapeHtml(url)}">${escapeHtml(address)}</a>`;
    end = match.index + address.length;
  }
  return html + escapeHtml(text.slice(end));
}
