import type { Problem } from '../../api/problem.ts';
import type { FormConfig, FormField } from '../../shared/capture/form-config.ts';
import { distinct, fieldsToAsk, optionsOf, type Post } from '../../shared/capture/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import type { FieldFault } from '../../shared/platform/errors.ts';
import { escapeHtml } from '../../shared/platform/http.ts';

interface PageInput {
  readonly problem: Problem;
  readonly locale: Locale;
  /** Given: the page shows the form again, filled in as it was posted. */
  readonly form?: FormConfig | undefined;
  readonly post?: Post;
  /** Where a corrected post is sent on to: the site of the page that posted first, not ours. */
  readonly thankYou?: string | undefined;
}

const texts = {
  vi: {
    title: 'Chưa gửi được',
    faults: 'Vui lòng sửa các mục sau rồi gửi lại:',
    unavailable: 'Hệ thống đang bận. Thông tin bạn điền vẫn còn ở đây, vui lòng gửi lại sau ít giây.',
    too_many_requests: 'Có quá nhiều lượt gửi từ mạng của bạn. Vui lòng đợi vài phút rồi gửi lại.',
    body_too_large: 'Nội dung quá dài. Vui lòng rút ngắn rồi gửi lại; tệp đính kèm không được nhận.',
    not_found: 'Biểu mẫu này không còn nữa.',
    other: 'Vui lòng quay lại trang trước (nút Quay lại của trình duyệt giữ những gì bạn đã điền) rồi thử lại.',
    back: 'Hãy bấm nút Quay lại của trình duyệt: những gì bạn đã điền vẫn còn ở đó.',
    send: 'Gửi lại',
    required: 'bắt buộc',
    consent: 'Bạn cho phép chúng tôi',
    id: 'Mã tra cứu',
  },
  en: {
    title: 'Not sent yet',
    faults: 'Please correct the following and send again:',
    unavailable: 'The system is busy. What you entered is still here; please send it again in a few seconds.',
    too_many_requests: 'Too many posts came from your network. Please wait some minutes and send again.',
    body_too_large: 'The text is too long. Please shorten it and send again; files are not accepted.',
    not_found: 'This form is no longer there.',
    other: 'Please go back (the browser keeps what you entered) and try again.',
    back: 'Please use the Back button of your browser: what you entered is still there.',
    send: 'Send again',
    required: 'required',
    consent: 'You allow us to',
    id: 'Reference',
  },
} as const;

const style =
  'body{font:1.0625rem/1.6 system-ui,sans-serif;color:#17211c;background:#f6f7f4;margin:0}main{max-width:38rem;margin:0 auto;padding:2rem 1.25rem 4rem}' +
  'h1{font-size:1.6rem;line-height:1.25}.faults{border:2px solid #a3231f;border-radius:.5rem;background:#fff;padding:.25rem 1.25rem;margin:1rem 0}' +
  '.faults a{color:#a3231f}label,legend{display:block;font-weight:600;margin-top:1rem}input,select,textarea{box-sizing:border-box;width:100%;font:inherit;' +
  'padding:.55rem .7rem;border:1px solid #5c6b63;border-radius:.4rem;background:#fff;color:inherit}[aria-invalid=true]{border:2px solid #a3231f}' +
  '.error{color:#a3231f;margin:.25rem 0 0}.tick{display:flex;gap:.6rem;font-weight:400}.tick input{width:auto}fieldset{border:0;padding:0;margin:0}' +
  'button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.7rem 1.6rem;border:0;border-radius:.4rem;background:#0a4236;color:#fff}' +
  ':focus-visible{outline:3px solid #e0a100;outline-offset:2px}.trap{position:absolute;left:-9999px}.id{color:#4b5751;font-size:.9rem;margin-top:2rem}';

/** The page for a browser without script: what is wrong, at which field, and the form as it was filled in. */
export function errorPage({ problem, locale, form, post, thankYou }: PageInput): string {
  const words = texts[locale];
  const code = problem.type.replace(/^.*#problem-/, '');
  const errors = problem.errors ?? [];
  const message = Object.entries(words).find(([key]) => key === code)?.[1] ?? (errors.length > 0 ? words.faults : words.other);
  const title = `${words.title} – ${form?.title[locale] ?? ''}`.replace(/ – $/, '');
  const shown = form && post ? formAgain(form, post, { locale, errors, thankYou }) : '';
  const list = errors.length > 0 ? `<ul>${errors.map((error) => faultLine(error, form, locale, shown !== '')).join('')}</ul>` : '';
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>` +
    `<h1>${escapeHtml(title)}</h1><div class="faults" role="alert"><p>${escapeHtml(message)}</p>${list}</div>` +
    `${shown === '' && post ? `<p>${escapeHtml(words.back)}</p>` : ''}${shown}` +
    `<p class="id">${escapeHtml(words.id)}: <code>${escapeHtml(problem.id)}</code></p></main></body></html>`
  );
}

const fieldName = (path: string) => path.replace(/^fields\./, '');

function faultLine(
  { path, message }: { path: string; message: string },
  form: FormConfig | undefined,
  locale: Locale,
  linked: boolean,
): string {
  const name = fieldName(path);
  const label = form?.fields.find((field) => field.name === name)?.label[locale];
  const text = escapeHtml(label ? `${label}: ${message}` : message);
  return `<li>${label && linked ? `<a href="#${name}">${text}</a>` : text}</li>`;
}

/** Posts to the same address; the browser's own checks are off, because the server's say more. */
function formAgain(
  form: FormConfig,
  post: Post,
  { locale, errors, thankYou }: Pick<PageInput, 'locale' | 'thankYou'> & { errors: readonly FieldFault[] },
): string {
  const words = texts[locale];
  const known = new Set([...form.fields.map(({ name }) => name), form.honeypotField]);
  const hidden = [
    ['_submissionId', /^[A-Za-z0-9._~-]{1,128}$/.test(post.submissionId ?? '') ? post.submissionId : undefined],
    ['_redirect', thankYou],
    ['_token', post.token],
    ['_visitorId', post.context.visitorId ?? undefined],
    ['_pageUrl', post.context.pageUrl ?? undefined],
    ['_referrer', post.context.referrer ?? undefined],
    ['_locale', locale],
    // What the form does not know was posted by the page and goes along as it came.
    ...[...post.fields].flatMap(([name, values]) => (known.has(name) ? [] : values.map((value) => [name, value]))),
  ].map(([name = '', value]) => (value ? `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">` : ''));
  // As the page without script showed it: questions for later visits stay away, unless they were answered.
  const asked = new Set([...fieldsToAsk(form, new Set()).map(({ name }) => name), ...post.fields.keys()]);
  const fields = form.fields.flatMap((field) => {
    if (!asked.has(field.name)) return [];
    const error = errors.find(({ path }) => fieldName(path) === field.name)?.message;
    return fieldAgain(field, post.fields.get(field.name) ?? [], error, locale);
  });
  const consents = form.consentTexts.map(
    ({ purpose, text }) =>
      `<label class="tick"><input type="checkbox" name="_consent.${purpose}" value="true"${post.consent.get(purpose) ? ' checked' : ''}>` +
      `<span>${escapeHtml(text[locale])}</span></label>`,
  );
  const trapName = escapeHtml(form.honeypotField);
  const trapValue = escapeHtml(distinct(post.fields.get(form.honeypotField) ?? []).join(' '));
  const trap = `<div class="trap" aria-hidden="true"><input name="${trapName}" value="${trapValue}" tabindex="-1" autocomplete="off"></div>`;
  const allowed = consents.length > 0 ? `<fieldset><legend>${escapeHtml(words.consent)}</legend>${consents.join('')}</fieldset>` : '';
  return `<form method="post" novalidate>${hidden.join('')}${fields.join('')}${trap}${allowed}<button type="submit">${escapeHtml(words.send)}</button></form>`;
}

function fieldAgain(field: FormField, posted: readonly string[], error: string | undefined, locale: Locale): string {
  const id = field.name;
  const label = `${escapeHtml(field.label[locale])}${field.required ? ` (${texts[locale].required})` : ''}`;
  const state = error ? ` aria-invalid="true" aria-describedby="${id}-error"` : '';
  const attributes = `id="${id}" name="${id}"${field.required ? ' aria-required="true"' : ''}${state}`;
  const note = error ? `<p class="error" id="${id}-error">${escapeHtml(error)}</p>` : '';
  // What was posted twice stands twice, so that each can be corrected; a choice stands once, with all that was chosen.
  const [value = '', ...more] = distinct(posted);
  const name = escapeHtml(field.label[locale]);
  const controls =
    field.type === 'select' || field.type === 'score'
      ? choiceAgain(field, attributes, [value, ...more], locale)
      : controlAgain(field, attributes, value) +
        more.map((another) => controlAgain(field, `name="${id}" aria-label="${name}"${state}`, another)).join('');
  return `<label for="${id}">${label}</label>${controls}${note}`;
}

function controlAgain(field: FormField, attributes: string, value: string): string {
  if (field.type === 'textarea') return `<textarea ${attributes} rows="4">${escapeHtml(`\n${value}`)}</textarea>`;
  return `<input type="${field.type}" ${attributes} value="${escapeHtml(value)}">`;
}

function choiceAgain(field: FormField, attributes: string, chosen: readonly string[], locale: Locale): string {
  const options = optionsOf(field) ?? [];
  const own = chosen.filter((value) => value !== '' && !options.some((option) => option.value === value));
  const ownOptions = own.map((value) => ({ value, label: { vi: value, en: value } }));
  const choices = [{ value: '', label: { vi: '–', en: '–' } }, ...options, ...ownOptions].map(
    ({ value, label }) =>
      `<option value="${escapeHtml(value)}"${chosen.includes(value) ? ' selected' : ''}>${escapeHtml(label[locale])}</option>`,
  );
  return `<select ${attributes}${chosen.length > 1 ? ' multiple' : ''}>${choices.join('')}</select>`;
}
