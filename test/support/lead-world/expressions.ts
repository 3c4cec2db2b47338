import type { Item } from '../../../shared/platform/table.ts';

export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Evaluates the part of DynamoDB's condition language that our stores use; anything else is an error, never a guess. */
export function holds(expression: string | undefined, item: Item | undefined, placeholders: Placeholders): boolean {
  return expression === undefined || new Reader(expression, item, placeholders).whole();
}

class Reader {
  readonly #tokens: string[];
  readonly #item: Item;
  readonly #placeholders: Placeholders;
  #place = 0;

  constructor(expression: string, item: Item | undefined, placeholders: Placeholders) {
    this.#tokens = expression.match(/<=|>=|<>|[=<>(),]|[\w:#]+/g) ?? [];
    this.#item = item ?? {};
    this.#placeholders = placeholders;
  }

  whole(): boolean {
    const met = this.#either();
    if (this.#place !== this.#tokens.length) throw new Error(`cannot read the expression at ${this.#next()}`);
    return met;
  }

  #next(): string {
    this.#place += 1;
    return this.#tokens[this.#place - 1] ?? '';
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#place] !== token) return false;
    this.#place += 1;
    return true;
  }

  #must(token: string): void {
    if (!this.#skip(token)) throw new Error(`expected ${token}, found ${this.#next()}`);
  }

  #path(): string {
    const token = this.#next();
    return token.startsWith('#') ? (this.#placeholders.names[token] ?? token) : token;
  }

  #either(): boolean {
    let met = this.#both();
    while (this.#skip('OR')) met = this.#both() || met;
    return met;
  }

  #both(): boolean {
    let met = this.#one();
    while (this.#skip('AND')) met = this.#one() && met;
    return met;
  }

  #one(): boolean {
    if (this.#skip('NOT')) return !this.#one();
    if (this.#skip('(')) {
      const met = this.#either();
      this.#must(')');
      return met;
    }
    if (this.#skip('attribute_exists')) return this.#call(() => this.#path() in this.#item);
    if (this.#skip('attribute_not_exists')) return this.#call(() => !(this.#path() in this.#item));
    if (this.#skip('begins_with')) return this.#call(() => this.#beginsWith());
    return this.#comparison();
  }

  #call<Result>(read: () => Result): Result {
    this.#must('(');
    const result = read();
    this.#must(')');
    return result;
  }

  #beginsWith(): boolean {
    const path = this.#path();
    this.#must(',');
    return String(this.#item[path] ?? '').startsWith(String(this.#operand()));
  }

  #operand(): unknown {
    const token = this.#tokens[this.#place] ?? '';
    if (token.startsWith(':')) {
      if (!(token in this.#placeholders.values)) throw new Error(`no value for ${token}`);
      return this.#placeholders.values[this.#next()];
    }
    if (!this.#skip('size')) return this.#item[this.#path()];
    const value = this.#call(() => this.#item[this.#path()]);
    return Array.isArray(value) || typeof value === 'string' ? value.length : undefined;
  }

  #comparison(): boolean {
    const left = this.#operand();
    const sign = this.#next();
    if (sign === 'BETWEEN') {
      const low = this.#operand();
      this.#must('AND');
      const high = this.#operand();
      if (compare(low, high) > 0) throw new Error('ValidationException: the upper bound of BETWEEN is below the lower one');
      return left !== undefined && compare(left, low) >= 0 && compare(left, high) <= 0;
    }
    const right = this.#operand();
    if (left === undefined) return sign === '<>';
    const order = compare(left, right);
    const answers: Record<string, boolean> = {
      '=': order === 0,
      '<>': order !== 0,
      '<': order < 0,
      '<=': order <= 0,
      '>': order > 0,
      '>=': order >= 0,
    };
    const answer = answers[sign];
    if (answer === undefined) throw new Error(`unknown sign ${sign}`);
    return answer;
  }
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Applies `SET a = :v`, `SET a = if_not_exists(a, :none) + :v`, `SET a = list_append(if_not_exists(a, :none), :v)` and `ADD a :n`. */
export function updated(expression: string, item: Item, { values }: Placeholders): Item {
  const after: Item = { ...item };
  for (const [, action, body = ''] of expression.matchAll(/(SET|ADD) (.*?)(?= SET | ADD |$)/g)) {
    for (const part of body.split(/,\s*(?![^(]*\))/)) {
      const [, path = '', value = ''] = /^(\w+) (?:= )?(:\w+)$/.exec(part) ?? [];
      const [, list = '', none = '', more = ''] = /^(\w+) = list_append\(if_not_exists\(\w+, (:\w+)\), (:\w+)\)$/.exec(part) ?? [];
      const [, sum = '', zero = '', plus = ''] = /^(\w+) = if_not_exists\(\w+, (:\w+)\) \+ (:\w+)$/.exec(part) ?? [];
      if (sum !== '') after[sum] = Number(after[sum] ?? values[zero]) + Number(values[plus]);
      else if (list !== '') after[list] = [after[list] ?? values[none], values[more]].flat();
      else if (path === '') throw new Error(`cannot read the update ${part}`);
      else after[path] = action === 'ADD' ? Number(after[path] ?? 0) + Number(values[value]) : values[value];
    }
  }
  return after;
}
