import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeHtml, type Lang } from './values.ts';

type Form = { id: string; mode?: string; title: Record<Lang, string> };

/** A page that the site has for each form of the configuration, or for the list of them; `values` are those of its template alone. */
export interface FormPage {
  readonly path: string;
  readonly lang: Lang;
  readonly values: Readonly<Record<string, string>>;
}

const words = {
  vi: { skip: 'Đến nội dung chính', homeName: 'trang chủ', list: 'Biểu mẫu', otherName: 'English version', privacy: 'Quyền riêng tư' },
  en: { skip: 'Skip to content', homeName: 'home', list: 'Forms', otherName: 'Bản tiếng Việt', privacy: 'Privacy notice (Vietnamese)' },
} as const;

const otherOf = { vi: 'en', en: 'vi' } as const;
const listPath = { vi: 'bieu-mau.html', en: 'en/forms.html' } as const;
const pathOf = (id: string, lang: Lang): string => (lang === 'vi' ? `bieu-mau/${id}.html` : `en/forms/${id}.html`);

const pageOf = (lang: Lang, paths: Record<Lang, string>, title: string, body: string, more: Record<string, string> = {}): FormPage => {
  const other = otherOf[lang];
  return {
    path: paths[lang],
    lang,
    values: {
      'page.root': `<html lang="${lang}">`,
      scheme: 'light dark',
      'page.title': escapeHtml(title),
      'page.body': body,
      'page.skip': words[lang].skip,
      'page.home': lang === 'vi' ? '/' : '/en/index.html',
      'page.homeName': words[lang].homeName,
      'page.other': `/${paths[other]}`,
      'page.otherLang': other,
      'page.otherMark': other.toUpperCase(),
      'page.otherName': words[lang].otherName,
      ...more,
    },
  };
};

/**
 * Makes a page for each form, with the one line by which any website embeds it, and a page that lists them. Forms that colleagues fill in on the
 * phone have no page.
 */
export async function formPages(root: string): Promise<FormPage[]> {
  const all: Form[] = JSON.parse(await readFile(join(root, 'config/forms.json'), 'utf8'));
  const forms = all.filter(({ mode }) => mode !== 'phone');
  return (['vi', 'en'] as const).flatMap((lang) => {
    const privacy = `  <p class="small-print"><a href="/quyen-rieng-tu.html" hreflang="vi">${words[lang].privacy}</a></p>`;
    const links = forms.map(({ id, title }) => `    <li><a href="/${pathOf(id, lang)}">${escapeHtml(title[lang])}</a></li>`);
    return [
      pageOf(lang, listPath, words[lang].list, ['  <ul>', ...links, '  </ul>'].join('\n')),
      ...forms.map(({ id, mode, title }) => {
        const body = `  <script src="/embed.js" data-form="${id}" defer></script>\n${privacy}`;
        // Nobody is followed on a device that goes from hand to hand.
        return pageOf(lang, { vi: pathOf(id, 'vi'), en: pathOf(id, 'en') }, title[lang], body, mode === 'event' ? { tracking: '' } : {});
      }),
    ];
  });
}
