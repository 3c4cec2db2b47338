import type { Locale } from '../../shared/leads/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import type { AskedForm, SurveyPage } from '../../shared/surveys/index.ts';
import { answerPage, endedPage, paragraph, section, unknownPage } from './layout.ts';
import { type SurveyTexts, surveyTexts } from './survey-texts.ts';

type Asked = Extract<SurveyPage, { readonly kind: 'ask' }>;
type Field = AskedForm['fields'][number];

/** Choices up to this many stand under each other; more are chosen from a list. */
const mostInSight = 8;

/** Answers with the questions of a survey, or with what became of them. */
export function surveyPage(page: SurveyPage): HttpResponse {
  const { company } = page;
  switch (page.kind) {
    case 'unknown':
      return unknownPage(company);
    case 'expired':
      return endedPage(company, page.locale, 'surveyEnded');
    case 'gone':
      return endedPage(company, page.locale, 'surveyGone');
    case 'answered': {
      const words = surveyTexts[page.locale];
      return answerPage(200, company, [page.locale], () => section(words.answeredTitle, paragraph(words.answered, company)));
    }
    case 'thanks': {
      const { locale, form } = page;
      const words = surveyTexts[locale];
      const own = form.words?.thanks?.[locale];
      return answerPage(200, company, [locale], () => section(words.thanksTitle, paragraph(own ?? words.thanks, own ? null : company)));
    }
    case 'ask':
      return answerPage(page.faults.length > 0 ? 422 : 200, company, [page.locale], () =>
        section(page.form.title[page.locale], questions(page, surveyTexts[page.locale])),
      );
  }
}

function questions({ form, locale, company, answers, faults }: Asked, words: SurveyTexts): string {
  const intro = form.words?.intro?.[locale];
  const isCorrection = faults.some(({ path }) => path !== '');
  const alert = faults.length === 0 ? '' : `<p class="fault" role="alert">${escapeHtml(isCorrection ? words.correct : words.empty)}</p>`;
  const rows = form.fields.map((field) => {
    const fault = faults.find(({ path }) => path === `fields.${field.name}`)?.message;
    return question(field, answers[field.name] ?? '', fault, locale, words);
  });
  return (
    (intro ? `<p>${escapeHtml(intro)}</p>` : '') +
    alert +
    `<form method="post" novalidate>${rows.join('')}<button type="submit">${escapeHtml(form.words?.button?.[locale] ?? words.send)}</button></form>` +
    `<p class="quiet">${escapeHtml(words.whose.replaceAll('{company}', company.name))}</p>`
  );
}

function question(field: Field, answer: string, fault: string | undefined, locale: Locale, words: SurveyTexts): string {
  const { name, type, required, options = [] } = field;
  const label = `${escapeHtml(field.label[locale])}${required ? ` (${words.required})` : ''}`;
  const note = fault === undefined ? '' : `<p class="fault" id="${name}-fault">${escapeHtml(fault)}</p>`;
  const state = fault === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-fault"`;
  if (type === 'score') {
    const scores = Array.from({ length: 11 }, (_, score) => ({ value: `${score}`, text: `${score}` }));
    return `<fieldset${state}><legend>${label}</legend><p class="hint">${escapeHtml(words.score)}</p><div class="score">${radios(name, scores, answer)}</div>${note}</fieldset>`;
  }
  const choices = options.map(({ value, label: text }) => ({ value, text: text[locale] }));
  if (options.length > 0 && options.length <= mostInSight)
    return `<fieldset${state}><legend>${label}</legend>${radios(name, choices, answer)}${note}</fieldset>`;
  if (options.length > 0) {
    const rows = [{ value: '', text: words.choose }, ...choices].map(
      ({ value, text }) => `<option value="${escapeHtml(value)}"${value === answer ? ' selected' : ''}>${escapeHtml(text)}</option>`,
    );
    return `<label class="field"><b>${label}</b><select name="${name}"${state}>${rows.join('')}</select></label>${note}`;
  }
  const limit = ` maxlength="${field.maxLength}"`;
  const control =
    type === 'textarea'
      ? `<textarea name="${name}" rows="4"${limit}${state}>${escapeHtml(`\n${answer}`)}</textarea>`
      : `<input type="text" name="${name}" value="${escapeHtml(answer)}" autocomplete="off"${limit}${state}>`;
  return `<label class="field"><b>${label}</b>${control}</label>${note}`;
}

const radios = (name: string, choices: readonly { readonly value: string; readonly text: string }[], answer: string): string =>
  choices
    .map(
      ({ value, text }) =>
        `<label><input type="radio" name="${name}" value="${escapeHtml(value)}"${value === answer ? ' checked' : ''}><span>${escapeHtml(text)}</span></label>`,
    )
    .join('');
