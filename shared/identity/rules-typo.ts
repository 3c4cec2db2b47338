import file from '../../config/data/mail-typos.json' with { type: 'json' };

const inUse: ReadonlySet<string> = new Set([...file.providers, ...file.alsoTheirs, ...file.othersLikeThem]);
const providers = file.providers.map(partsOf);

/**
 * Finds the provider whose domain somebody meant who typed another one: gmial.com, gmail.con, hotmail.vn. Null for a domain that is in use
 * by itself, and for one that is no slip of a finger away.
 */
export function meantDomain(domain: string): string | null {
  if (inUse.has(domain)) return null;
  const typed = partsOf(domain);
  const near = providers
    .map((provider) => ({ ...provider, name: slips(typed.name, provider.name), ending: slips(typed.ending, provider.ending) }))
    .filter(({ name, ending }) => name === 0 || (name <= 1 && ending <= 1))
    .sort((a, b) => a.name + a.ending - (b.name + b.ending));
  return near[0]?.domain ?? null;
}

function partsOf(domain: string) {
  const dot = domain.indexOf('.');
  return { domain, name: domain.slice(0, dot), ending: domain.slice(dot + 1) };
}

/** Counts the slips between two words: a letter that is missing, too much, another one, or changed places with its neighbour. At most 3. */
function slips(a: string, b: string): number {
  const most = 3;
  if (Math.abs(a.length - b.length) >= most) return most;
  // Optimal string alignment: the last two rows of the table are enough.
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const ways = [at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1)];
      if (row > 1 && column > 1 && swapped) ways.push(at(before, column - 2) + 1);
      next.push(Math.min(...ways));
    }
    [before, last] = [last, next];
  }
  return Math.min(most, at(last, b.length));
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
