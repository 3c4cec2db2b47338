import type { Liquid, Template, Token, Value } from 'liquidjs';
import { variableOf } from './rules-variables.ts';

/** The library, which is handed in because it is loaded at its first use. */
export type LiquidLibrary = typeof import('liquidjs');

/** What is known at a place of a template: names that were asked for around it, and the columns of the rows that it repeats. */
interface Place {
  readonly known: ReadonlySet<string>;
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** What Liquid itself tells within a repetition. */
const loopColumns = ['first', 'last', 'index', 'length'];

/**
 * Names what a template asks for that no mail has, what a mail may be without and the template does not provide for, and what goes beyond
 * asking and repeating. `fallbacks`: names for which there is a text.
 */
export function inspectLiquid(library: LiquidLibrary, engine: Liquid, source: string, fallbacks: ReadonlySet<string>): string[] {
  const parsed = parsedBy(engine, source);
  if ('problem' in parsed) return [parsed.problem];
  const inspection = new Inspection(library, fallbacks);
  inspection.walk(parsed.templates, { known: new Set(), rows: new Map() });
  return [...inspection.faults];
}

/** Tells why the Liquid of a text cannot be read, with the line in which that is seen; nothing where it can. */
export function unreadableLiquid(engine: Liquid, source: string): string[] {
  const parsed = parsedBy(engine, source);
  return 'problem' in parsed ? [parsed.problem] : [];
}

function parsedBy(engine: Liquid, source: string): { readonly templates: Template[] } | { readonly problem: string } {
  try {
    return { templates: engine.parse(source) };
  } catch (error) {
    // The library's messages name the line and show it; a person reads the first line.
    return { problem: error instanceof Error ? (error.message.split('\n')[0] ?? 'unreadable') : 'unreadable' };
  }
}

class Inspection {
  readonly faults = new Set<string>();
  private readonly library: LiquidLibrary;
  private readonly fallbacks: ReadonlySet<string>;

  constructor(library: LiquidLibrary, fallbacks: ReadonlySet<string>) {
    this.library = library;
    this.fallbacks = fallbacks;
  }

  walk(templates: readonly Template[], place: Place): void {
    const { IfTag, CaseTag, ForTag, Output } = this.library;
    for (const template of templates) {
      if (template instanceof Output) this.checkOutput(template.value, place);
      else if (template instanceof IfTag) {
        for (const { value, templates: inside } of template.branches) this.walk(inside, knowing(place, this.checkCondition(value, place)));
        this.walk(template.elseTemplates ?? [], place);
      } else if (template instanceof CaseTag) {
        const asked = this.checkCondition(template.value, place);
        for (const { values, templates: inside } of template.branches) {
          for (const value of values) this.checkOperand(value, place);
          this.walk(inside, knowing(place, asked));
        }
        this.walk(template.elseTemplates, place);
      } else if (template instanceof ForTag) this.checkLoop(template, place);
    }
  }

  private checkLoop({ collection, variable, hash, templates, elseTemplates }: InstanceType<LiquidLibrary['ForTag']>, place: Place): void {
    const name = this.nameOf(collection);
    const list = name === null ? undefined : variableOf(name);
    if (list?.is !== 'list') this.faults.add(`a for repeats one of the lists, such as purchase.items; ${collection.getText()} is none`);
    if (Object.keys(hash.hash).length > 0) this.faults.add('a for takes all rows as they are');
    const columns = list?.is === 'list' ? Object.keys(list.row) : [];
    this.walk(templates, { ...place, rows: new Map([...place.rows, [variable, columns], ['forloop', loopColumns]]) });
    this.walk(elseTemplates, place);
  }

  /** A value that is shown has to be there. */
  private checkOutput(value: Value, place: Place): void {
    const [first, ...others] = value.initial.postfix;
    if (!first || others.length > 0) this.faults.add('show one value at a time');
    if (first) this.checkShown(first, place);
    for (const { args } of value.filters) {
      for (const argument of args) {
        if (Array.isArray(argument)) this.faults.add('filters take no named settings');
        else this.checkShown(argument, place);
      }
    }
  }

  private checkShown(token: Token, place: Place): void {
    const name = this.checkOperand(token, place);
    const variable = name === null ? undefined : variableOf(name);
    if (!variable || name === null) return;
    if (variable.is === 'list') this.faults.add(`${name} is a list: repeat it with for`);
    else if (!variable.always && !place.known.has(name) && !this.fallbacks.has(name)) {
      this.faults.add(`${name} is not always known: give it a fallback, or ask for it with if`);
    }
  }

  /** Returns the names that are known where a condition holds. */
  private checkCondition({ initial, filters }: Value, place: Place): readonly string[] {
    const { Operator, Quoted } = this.library.TokenKind;
    if (filters.length > 0) this.faults.add('conditions take no filters');
    const operands = initial.postfix.filter(({ kind }) => kind !== Operator);
    const names = operands.map((operand) => this.checkOperand(operand, place));
    const operators = initial.postfix.filter(({ kind }) => kind === Operator).map((token) => token.getText());
    const isEqual = operators.length === 1 && operators[0] === '==' && operands[1]?.kind === Quoted && operands[1].getText().length > 2;
    if (isEqual || operators.every((operator) => operator === 'and')) return names.filter((name) => name !== null);
    return [];
  }

  /** Returns the name that an operand is; null for a text, a number and the like. */
  private checkOperand(token: Token, { rows }: Place): string | null {
    const { PropertyAccess, Quoted, Number: NumberKind, Literal } = this.library.TokenKind;
    if (token.kind === Quoted || token.kind === NumberKind || token.kind === Literal) return null;
    const name = token.kind === PropertyAccess ? this.nameOf(token) : null;
    if (name === null) {
      this.faults.add(`${token.getText()} is more than templates may do`);
      return null;
    }
    const [group = '', own = '', ...deeper] = name.split('.');
    const columns = rows.get(group);
    if (columns ? deeper.length > 0 || !columns.includes(own) : !variableOf(name)) this.faults.add(`there is no ${name}`);
    return columns ? null : name;
  }

  /** Returns a name as it is written; null for what only looks like one, such as a place in a list. */
  private nameOf(token: Token): string | null {
    const text = token.getText();
    return /^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+$/.test(text) ? text : null;
  }
}

const knowing = (place: Place, names: readonly string[]): Place => ({ ...place, known: new Set([...place.known, ...names]) });
