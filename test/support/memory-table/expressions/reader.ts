import type { Item } from '../../../../shared/platform/table.ts';
import { copyOf } from '../values.ts';
import reserved from './reserved-words.json' with { type: 'json' };

/** The part of a request that gives an expression its words. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

/** What the service answers to a request that it cannot take. */
export class ValidationError extends Error {
  override readonly name = 'ValidationException';
}

/** What the service takes for no attribute, in any case of its letters, unless an alias stands for it. */
const reservedWords: ReadonlySet<string> = new Set(reserved.words);

const token = /\s*(<=|>=|<>|[(),=<>+.-]|[#:]?[A-Za-z_]\w*)/y;

/** Walks through the words of an expression; a word that it does not know is an error, so that no condition passes unread. */
export class Reader {
  readonly #tokens: readonly string[];
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Readonly<Record<string, unknown>>;
  #place = 0;

  constructor(expression: string, placeholders: Placeholders) {
    this.#tokens = tokensOf(expression.trim());
    this.#names = placeholders.ExpressionAttributeNames ?? {};
    this.#values = placeholders.ExpressionAttributeValues ?? {};
  }

  get isDone(): boolean {
    return this.#place >= this.#tokens.length;
  }

  next(): string {
    this.#place += 1;
    return this.#tokens[this.#place - 1] ?? 'the end';
  }

  /** Keywords come in any case. */
  take(word: string): boolean {
    if (this.#tokens[this.#place]?.toUpperCase() !== word) return false;
    this.#place += 1;
    return true;
  }

  must(word: string): void {
    if (!this.take(word)) throw new ValidationError(`wanted ${word}, found ${this.next()}`);
  }

  /** Takes the name of a function with its bracket; an attribute may have the same name. */
  takeCall(name: string): boolean {
    if (this.#tokens[this.#place] !== name || this.#tokens[this.#place + 1] !== '(') return false;
    this.#place += 2;
    return true;
  }

  /** Reads the arguments of a call up to its closing bracket. */
  rest<Argument>(read: () => Argument): Argument[] {
    const found = [read()];
    while (this.take(',')) found.push(read());
    this.must(')');
    return found;
  }

  end(): void {
    if (!this.isDone) throw new ValidationError(`cannot read the expression at ${this.next()}`);
  }

  /** The value at a path of names, as conditions ask for it; undefined where one of them is not there. */
  path(): (item: Item) => unknown {
    const names = [this.name()];
    while (this.take('.')) names.push(this.name());
    return (item) =>
      names.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), item);
  }

  /** The name of a whole attribute, which is all that our stores change. */
  name(): string {
    const word = this.next();
    const name = word.startsWith('#') ? this.#names[word] : word;
    if (name === undefined || !/^[A-Za-z_]/.test(word.replace('#', ''))) throw new ValidationError(`no attribute name: ${word}`);
    if (reservedWords.has(word.toUpperCase())) throw new ValidationError(`Attribute name is a reserved keyword; reserved keyword: ${word}`);
    return name;
  }

  /** Answers a function, since undefined is no value but "another word stands here". */
  value(): (() => unknown) | undefined {
    const word = this.#tokens[this.#place] ?? '';
    if (!word.startsWith(':')) return undefined;
    this.#place += 1;
    const value = this.#values[word];
    if (value === undefined) throw new ValidationError(`no value for ${word}`);
    const copy = copyOf({ value }).value;
    return () => copy;
  }
}

/** Our stores write few expressions, and each of them often. */
const known = new Map<string, readonly string[]>();
const mostKnown = 2_000;

function tokensOf(expression: string): readonly string[] {
  const tokens = known.get(expression) ?? readTokens(expression);
  if (known.size < mostKnown) known.set(expression, tokens);
  return tokens;
}

function readTokens(expression: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.length) {
    const word = token.exec(expression)?.[1];
    if (word === undefined) throw new ValidationError(`cannot read the expression ${expression}`);
    found.push(word);
  }
  return found;
}
