/** A place in the bundle, and where it comes from; without an origin nothing is known of it. Lines and columns count from 0. */
export interface Segment {
  readonly column: number;
  readonly origin?: { readonly source: number; readonly line: number; readonly column: number; readonly name?: number };
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const bitsOf = new Map([...digits].map((digit, value) => [digit, value]));

/** Reads the `mappings` of a source map (version 3), line by line of the bundle. */
export function decodeMappings(mappings: string): Segment[][] {
  let [source, line, column, name] = [0, 0, 0, 0];
  return mappings.split(';').map((text) => {
    let bundleColumn = 0;
    if (text === '') return [];
    return text.split(',').map((segment): Segment => {
      const [first = 0, ...others] = numbersIn(segment);
      bundleColumn += first;
      if (others.length < 3) return { column: bundleColumn };
      source += others[0] ?? 0;
      line += others[1] ?? 0;
      column += others[2] ?? 0;
      if (others[3] === undefined) return { column: bundleColumn, origin: { source, line, column } };
      name += others[3];
      return { column: bundleColumn, origin: { source, line, column, name } };
    });
  });
}

/** The other way round: every number is written as its difference to the one before. */
export function encodeMappings(lines: readonly (readonly Segment[])[]): string {
  let last = { source: 0, line: 0, column: 0, name: 0 };
  const encoded = lines.map((segments) => {
    let bundleColumn = 0;
    return segments.map(({ column, origin }) => {
      let text = digitsOf(column - bundleColumn);
      bundleColumn = column;
      if (!origin) return text;
      text += digitsOf(origin.source - last.source) + digitsOf(origin.line - last.line) + digitsOf(origin.column - last.column);
      if (origin.name !== undefined) text += digitsOf(origin.name - last.name);
      last = { name: last.name, ...origin };
      return text;
    });
  });
  return encoded.map((segments) => segments.join(',')).join(';');
}

function numbersIn(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of segment) {
    const bits = bitsOf.get(digit) ?? 0;
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    // The lowest bit is the sign.
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function digitsOf(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const bits = rest & 31;
    rest >>= 5;
    text += digits[rest > 0 ? bits | 32 : bits];
  } while (rest > 0);
  return text;
}
