import type { VisitEvent } from './event.ts';
import { addressWithoutPersonalData, withoutPersonalData } from './rules-personal.ts';

const maxAddress = 512;
const maxRoute = 200;
const maxUtm = 80;
const maxTopic = 40;

/**
 * The address without what may be personal in it: people put e-mail addresses and order numbers into queries, and addresses and
 * phone numbers into paths and routes, where they are masked. Campaign parameters stay, and the route that the tracker names behind
 * `#` (`#/price`). Undefined when it is no web address.
 */
export function cleanAddress(address: string, keeps: 'campaign' | 'nothing'): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const page = `${url.origin}${addressWithoutPersonalData(url.pathname)}`.slice(0, maxAddress);
  const route = /^#[^?&=]+$/.test(url.hash) ? addressWithoutPersonalData(url.hash).slice(0, maxRoute) : '';
  if (keeps === 'nothing' || !url.search.includes('utm_')) return page + route;
  const kept = new URLSearchParams();
  for (const part of ['source', 'medium', 'campaign', 'term', 'content']) {
    const value = url.searchParams.get(`utm_${part}`);
    if (value) kept.set(`utm_${part}`, withoutPersonalData(value).toWellFormed().slice(0, maxUtm).toWellFormed());
  }
  return `${page}${kept.size > 0 ? `?${kept}` : ''}${route}`;
}

/** A cleaned address without its campaign: what page it is. */
export function pageOf(address: string): string {
  return address.replace(/\?[^#]*/, '');
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

export interface Utm {
  source?: string;
  medium?: string;
  campaign?: string;
  term?: string;
  content?: string;
}

export function utmOf(address: string): Utm {
  const utm: Utm = {};
  if (!address.includes('utm_') || !URL.canParse(address)) return utm;
  const query = new URL(address).searchParams;
  for (const part of ['source', 'medium', 'campaign', 'term', 'content'] as const) {
    const value = query.get(`utm_${part}`);
    if (value) utm[part] = value;
  }
  return utm;
}

/** What a page is about: what it says itself, else the first part of its path that is no language. */
export function topicOf({ url, props }: Pick<VisitEvent, 'url' | 'props'>): string | undefined {
  if (typeof props?.topic === 'string' && props.topic.trim() !== '') return asTopic(props.topic);
  if (!URL.canParse(url)) return undefined;
  const { pathname, hash } = new URL(url);
  // Of an application with routes behind `#` the route says more than the one page that it stands on.
  const path = /^#!?\//.test(hash) ? hash.slice(1) : pathname;
  const [first] = path.split('/').filter((part) => part !== '' && !/^(vi|en|!)$/i.test(part));
  return first === undefined ? undefined : asTopic(decoded(first).replace(/\.html?$/i, ''));
}

function asTopic(text: string): string | undefined {
  const topic = text.trim().toLowerCase().toWellFormed().slice(0, maxTopic).toWellFormed();
  // As the name of an attribute it would be a trap, and `index` says nothing.
  return topic === '' || topic === '__proto__' || topic === 'index' ? undefined : topic;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
