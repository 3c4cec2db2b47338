import usersFile from '../../config/users.json' with { type: 'json' };
import { Agenda } from './agenda.ts';
import { type Dice, diceOf } from './dice.ts';
import type { Person } from './people.ts';
import { type Answered, type Asked, openProduct, type Product } from './product.ts';

export const admin = 'admin@example.com';
const users = new Map(usersFile.flatMap((user) => ('repId' in user ? [[user.repId, user.email] as const] : [])));

/** How large a company, and how long its history. */
export interface Span {
  readonly seed: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly leads: number;
}

/** A company of which chapters tell. */
export interface Company {
  readonly span: Span;
  readonly agenda: Agenda;
  readonly product: Product;
  /** Of the company; chapters take dice of their own by name. */
  readonly dice: Dice;
  /** Asks as a user. What the product refuses, as it does when things have moved on, is counted and answers undefined. */
  ask(asked: Asked): Promise<Answered['body'] | undefined>;
  /** The person behind a lead. */
  personOf(leadId: string): Person | undefined;
  /** Tells that somebody became a lead; the first of several persons stays. */
  isKnown(leadId: string, person: Person): void;
  /** Hears of each person who became a lead, once. */
  onKnown(listener: (leadId: string, person: Person) => void): void;
  /** The address of the user who owns a lead now. */
  ownerOf(leadId: string): Promise<string | undefined>;
  /** What was refused, by route and status. */
  readonly refused: ReadonlyMap<string, number>;
}

/** A part of a company's life. Each plans its acts on the agenda, or listens to what others do; a new capability adds its own to `chapters`. */
export type Chapter = (company: Company) => void;

/** Lives a company's history from its start to its end. */
export async function live(span: Span, chapters: readonly Chapter[]): Promise<Company> {
  const company = begin(span, chapters);
  await company.agenda.runUntil(span.endMs);
  return company;
}

/** Begins a company's history: nothing happens before its agenda runs. */
export function begin(span: Span, chapters: readonly Chapter[]): Company {
  const agenda = new Agenda(span.startMs);
  const dice = diceOf(span.seed);
  const product = openProduct(agenda, dice);
  const people = new Map<string, Person>();
  const refused = new Map<string, number>();
  const listeners = new Set<(leadId: string, person: Person) => void>();
  const ask: Company['ask'] = async (asked) => {
    const { status, body } = await product.ask(asked);
    if (status < 300) return body;
    const what = `${asked.route} ${status} ${String(body.detail)}`;
    refused.set(what, (refused.get(what) ?? 0) + 1);
    return undefined;
  };
  const company: Company = {
    span,
    agenda,
    product,
    dice,
    ask,
    refused,
    personOf: (leadId) => people.get(leadId),
    isKnown(leadId, person) {
      if (people.has(leadId)) return;
      people.set(leadId, person);
      for (const listener of listeners) listener(leadId, person);
    },
    onKnown: (listener) => void listeners.add(listener),
    async ownerOf(leadId) {
      const lead = await ask({ user: admin, route: 'GET /v1/leads/{leadId}', path: { leadId } });
      const owner = lead?.owner;
      return typeof owner === 'object' && owner !== null && 'repId' in owner ? users.get(String(owner.repId)) : undefined;
    },
  };
  for (const chapter of chapters) chapter(company);
  return company;
}

/** The address of a rep's user. */
export const userOf = (repId: string): string | undefined => users.get(repId);
