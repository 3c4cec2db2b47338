type Path = readonly (string | number)[];

/**
 * The line (from 1) on which the value of a path stands in a JSON text; where the path leads nowhere (something is missing), the line
 * of the nearest thing that is there. The text must be valid JSON.
 */
export function lineOf(text: string, path: Path): number {
  const reader = new Reader(text);
  return lineAt(text, reader.find(path));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Walks a JSON text only as far as the path leads; values on the way are skipped, not built. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the path's value, or of its nearest ancestor. */
  find(path: Path): number {
    this.#space();
    const here = this.#at;
    const [step, ...rest] = path;
    if (step === undefined) return here;
    const opening = this.#text[this.#at];
    if (opening === '{') return this.#findInObject(String(step), rest) ?? here;
    if (opening === '[') return this.#findInArray(Number(step), rest) ?? here;
    return here;
  }

  #findInObject(name: string, rest: Path): number | null {
    this.#at += 1;
    for (this.#space(); this.#text[this.#at] !== '}'; this.#space()) {
      const key: unknown = JSON.parse(this.#string());
      this.#space();
      this.#at += 1;
      if (key === name) return this.find(rest);
      this.#skip();
      this.#comma();
    }
    return null;
  }

  #findInArray(index: number, rest: Path): number | null {
    this.#at += 1;
    this.#space();
    for (let place = 0; this.#text[this.#at] !== ']'; place += 1) {
      if (place === index) return this.find(rest);
      this.#skip();
      this.#comma();
      this.#space();
    }
    return null;
  }

  #skip(): void {
    this.#space();
    const opening = this.#text[this.#at];
    if (opening === '"') {
      this.#string();
      return;
    }
    if (opening !== '{' && opening !== '[') {
      while (/[^,\]}\s]/.test(this.#text[this.#at] ?? ',')) this.#at += 1;
      return;
    }
    this.#at += 1;
    for (let depth = 1; depth > 0 && this.#at < this.#text.length; ) {
      const sign = this.#text[this.#at];
      if (sign === '"') {
        this.#string();
        continue;
      }
      if (sign === '{' || sign === '[') depth += 1;
      if (sign === '}' || sign === ']') depth -= 1;
      this.#at += 1;
    }
  }

  /** The string that starts here, with its quotes. */
  #string(): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #comma(): void {
    this.#space();
    if (this.#text[this.#at] === ',') this.#at += 1;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}
