import type { Item } from '../../shared/platform/table.ts';

/** The part of DynamoDB's expressions that our stores write; anything else is an error, so that no condition passes unread. */
interface Scope {
  readonly item: Item | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

const token = /\s*(<=|>=|<>|[(),=<>+-]|[#:]?[A-Za-z_][\w.]*)/gy;

function tokens(expression: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.trimEnd().length) {
    const match = token.exec(expression);
    if (!match?.[1]) throw new Error(`cannot read the expression ${expression}`);
    found.push(match[1]);
  }
  return found;
}

class Reader {
  readonly #tokens: string[];
  readonly #scope: Scope;
  #at = 0;

  constructor(expression: string, scope: Scope) {
    this.#tokens = tokens(expression);
    this.#scope = scope;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  next(): string {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? '';
  }

  take(wanted: string): boolean {
    if (this.peek().toUpperCase() !== wanted) return false;
    this.#at += 1;
    return true;
  }

  want(wanted: string): void {
    if (!this.take(wanted)) throw new Error(`wanted ${wanted}, found ${this.peek()}`);
  }

  name(): string {
    const word = this.next();
    if (!word.startsWith('#')) return word;
    const name = this.#scope.names[word];
    if (name === undefined) throw new Error(`no name ${word}`);
    return name;
  }

  #held(name: string): unknown {
    return this.#scope.item?.[name];
  }

  operand(): unknown {
    const word = this.peek();
    if (word === 'if_not_exists') {
      this.next();
      this.want('(');
      const held = this.#held(this.name());
      this.want(',');
      const other = this.operand();
      this.want(')');
      return held === undefined ? other : held;
    }
    if (!word.startsWith(':')) return this.#held(this.name());
    this.next();
    if (!(word in this.#scope.values)) throw new Error(`no value ${word}`);
    return this.#scope.values[word];
  }

  condition(): boolean {
    let holds = this.#every();
    while (this.take('OR')) holds = this.#every() || holds;
    return holds;
  }

  #every(): boolean {
    let holds = this.#one();
    while (this.take('AND')) holds = this.#one() && holds;
    return holds;
  }

  #one(): boolean {
    if (this.take('NOT')) return !this.#one();
    if (this.take('(')) {
      const holds = this.condition();
      this.want(')');
      return holds;
    }
    const word = this.peek();
    if (word === 'attribute_exists' || word === 'attribute_not_exists') {
      this.next();
      this.want('(');
      const exists = this.#held(this.name()) !== undefined;
      this.want(')');
      return word === 'attribute_exists' ? exists : !exists;
    }
    if (word === 'begins_with') {
      this.next();
      this.want('(');
      const whole = this.operand();
      this.want(',');
      const start = this.operand();
      this.want(')');
      return typeof whole === 'string' && whole.startsWith(String(start));
    }
    return this.#compare();
  }

  #compare(): boolean {
    const left = this.operand();
    if (this.take('IN')) {
      this.want('(');
      const options = [this.operand()];
      while (this.take(',')) options.push(this.operand());
      this.want(')');
      return options.includes(left);
    }
    if (this.take('BETWEEN')) {
      const low = this.operand();
      this.want('AND');
      const high = this.operand();
      if (String(low) > String(high)) throw new Error('ValidationException: the upper bound of BETWEEN is below the lower one');
      return typeof left === 'string' && left >= String(low) && left <= String(high);
    }
    const operator = this.next();
    const right = this.operand();
    if (operator === '=') return left !== undefined && left === right;
    if (operator === '<>') return left !== right;
    // A missing attribute is neither less nor more than anything.
    if ((typeof left !== 'string' && typeof left !== 'number') || typeof left !== typeof right) return false;
    const order = left < (right as string | number) ? -1 : left === right ? 0 : 1;
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    if (operator === '>') return order > 0;
    if (operator === '>=') return order >= 0;
    throw new Error(`unknown operator ${operator}`);
  }
}

export function holds(
  expression: string | undefined,
  item: Item | undefined,
  names: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, unknown>> = {},
): boolean {
  if (expression === undefined) return true;
  const reader = new Reader(expression, { item, names, values });
  const result = reader.condition();
  if (!reader.done) throw new Error(`unread rest in ${expression}`);
  return result;
}

export function applyUpdate(
  expression: string,
  item: Item,
  names: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, unknown>> = {},
): Item {
  const reader = new Reader(expression, { item, names, values });
  const after: Item = { ...item };
  let clause = '';
  while (!reader.done) {
    if (reader.take('SET')) clause = 'SET';
    else if (reader.take('REMOVE')) clause = 'REMOVE';
    else if (clause === '') throw new Error(`unknown clause in ${expression}`);
    const name = reader.name();
    if (clause === 'REMOVE') delete after[name];
    else {
      reader.want('=');
      let value = reader.operand();
      if (reader.take('+')) value = Number(value) + Number(reader.operand());
      after[name] = value;
    }
    reader.take(',');
  }
  return after;
}
