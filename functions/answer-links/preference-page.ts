import type { Company } from '../../shared/confirming/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import { escapeHtml, type HttpResponse } from '../../shared/platform/http.ts';
import { localTime } from '../../shared/platform/local-time.ts';
import type { PreferencePage } from '../../shared/preferences/index.ts';
import { answerPage, endedPage, paragraph, section, unknownPage } from './layout.ts';
import { type PreferenceTexts, preferenceTexts } from './preference-texts.ts';

type Page<Kind extends PreferencePage['kind']> = Extract<PreferencePage, { readonly kind: Kind }>;

/** Answers with the page for what a person chose, or may choose. Nothing of the person stands in it: links are passed on. */
export function preferencePage(page: PreferencePage): HttpResponse {
  const { company } = page;
  switch (page.kind) {
    case 'unknown':
      return unknownPage(company);
    case 'expired':
      return endedPage(company, page.locale, 'ended');
    case 'over':
      return endedPage(company, page.locale, 'refusedSince');
    case 'leave':
      return show(page, (words) => section(words.leaveTitle, leave(page, words)));
    case 'left':
      return show(page, (words, locale) => section(words.leftTitle, left(page, words, locale)));
    case 'choose':
      return show(page, (words, locale) => choose(page, words, locale));
    case 'subscribe':
      return show(page, (words, locale) => section(words.subscribeTitle, subscribe(page, words, locale)));
    case 'subscribed':
      return show(page, (words) => section(words.subscribedTitle, paragraph(words.subscribed, company)));
  }
}

function show(
  { company, locale }: { readonly company: Company; readonly locale: Locale },
  inside: (words: PreferenceTexts, locale: Locale) => string,
): HttpResponse {
  return answerPage(200, company, [locale], () => inside(preferenceTexts[locale], locale));
}

/** A button posts to the page's own address, unless it belongs to another page of the same link. */
function button(choose: string, words: string, kind: 'main' | 'plain' = 'main', path?: string): string {
  const action = path === undefined ? '' : ` action="${escapeHtml(path)}"`;
  const look = kind === 'plain' ? ' class="plain"' : '';
  return (
    `<form method="post"${action}><input type="hidden" name="choose" value="${choose}">` +
    `<button type="submit"${look}>${escapeHtml(words)}</button></form>`
  );
}

function leave({ topic, company, locale, preferencesPath }: Page<'leave'>, words: PreferenceTexts): string {
  const ofTopic = topic ? button('topic', words.leaveTopic.replace('{topic}', topic.names[locale])) : '';
  return (
    paragraph(topic ? words.leave : words.leaveAny, company) +
    ofTopic +
    button('all', words.leaveAll, topic ? 'plain' : 'main') +
    button('pause', words.pause, 'plain', preferencesPath) +
    `<p class="quiet"><a href="${escapeHtml(preferencesPath)}">${escapeHtml(words.toChoices)}</a></p>`
  );
}

function left({ topic, company, preferencesPath }: Page<'left'>, words: PreferenceTexts, locale: Locale): string {
  const text = topic ? words.leftTopic.replace('{topic}', topic.names[locale]) : words.leftAll;
  return (
    paragraph(text, company) +
    paragraph(words.stillComes, company) +
    `<p class="quiet"><a href="${escapeHtml(preferencesPath)}">${escapeHtml(topic ? words.toChoices : words.byMistake)}</a></p>`
  );
}

function choose({ topics, isStopped, pausedUntil, isSaved, company }: Page<'choose'>, words: PreferenceTexts, locale: Locale): string {
  const rows = topics.map(
    ({ id, names, descriptions, isConfirmed }) =>
      `<li><label><input type="checkbox" name="topic" value="${escapeHtml(id)}"${isConfirmed ? ' checked' : ''}>` +
      `<b>${escapeHtml(names[locale])}</b><span>${escapeHtml(descriptions[locale])}</span></label></li>`,
  );
  const saved = isSaved ? `<p class="saved" role="status">${escapeHtml(words.saved)}</p>` : '';
  const day = pausedUntil === null ? '' : localTime(pausedUntil, company.timeZone, locale);
  const rest =
    pausedUntil === null
      ? `<p>${escapeHtml(words.restText)}</p>${button('pause', words.pause, 'plain')}`
      : `<p>${escapeHtml(words.resting.replace('{day}', day))}</p>${button('resume', words.resume, 'plain')}`;
  const list =
    topics.length === 0
      ? ''
      : `<form method="post"><input type="hidden" name="choose" value="topics"><ul>${rows.join('')}</ul>` +
        `<button type="submit">${escapeHtml(words.save)}</button></form>`;
  const part = (title: string, inside: string) => `<section><h2>${escapeHtml(title)}</h2>${inside}</section>`;
  const choices = paragraph(words.choose, company) + list;
  // What somebody did comes first: on a phone the rest is below its end.
  if (isStopped)
    return (
      section(words.leftTitle, saved + paragraph(words.stopped, company)) +
      part(words.chooseTitle, choices) +
      part(words.moveTitle, move(words))
    );
  return (
    section(words.chooseTitle, saved + choices) +
    part(words.restTitle, rest) +
    part(words.moveTitle, move(words)) +
    part(words.noneTitle, `<p>${escapeHtml(words.noneText)}</p>${button('none', words.leaveAll, 'plain')}`)
  );
}

/** The field is never filled in: the page shows no address to whoever has the link. */
function move(words: PreferenceTexts): string {
  return (
    `<p>${escapeHtml(words.moveText)}</p><form method="post"><input type="hidden" name="choose" value="address">` +
    `<label class="field">${escapeHtml(words.moveLabel)}<input type="email" name="email" required maxlength="254" autocomplete="email"></label>` +
    `<button type="submit" class="plain">${escapeHtml(words.moveButton)}</button></form>`
  );
}

function subscribe({ topics, company }: Page<'subscribe'>, words: PreferenceTexts, locale: Locale): string {
  const rows = topics.map(
    ({ names, descriptions }) =>
      `<li class="plain"><b>${escapeHtml(names[locale])}</b><span>${escapeHtml(descriptions[locale])}</span></li>`,
  );
  return (
    `${paragraph(words.subscribe, company)}<ul>${rows.join('')}</ul>${button('subscribe', words.subscribeButton)}` +
    `<p class="quiet">${escapeHtml(words.subscribeNot)}</p>`
  );
}
