/** A part of a text, and whether it is what was asked for. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

const segments = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** A letter without its marks, small; đ is no d with a mark to Unicode. */
const folded = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

const isPartOfWord = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/**
 * Marks the words of a name that begin with a word of the question. Folding goes letter by letter as people count them, so that a mark lies
 * where it is seen, however the text is composed.
 */
export function highlight(text: string, question: string): Piece[] {
  const letters = [...segments.segment(text)].map(({ segment }) => segment);
  const plain = letters.map(folded);
  const words = [
    ...new Set(
      question
        .trim()
        .split(/\s+/)
        .map((word) => [...segments.segment(word)].map(({ segment }) => folded(segment))),
    ),
  ];
  const found = new Set<number>();
  for (let at = 0; at < letters.length; at += 1) {
    if (isPartOfWord(plain[at - 1])) continue;
    for (const word of words) {
      const isThere = word.length > 0 && word.every((letter, place) => plain[at + place] === letter);
      if (isThere) for (const place of word.keys()) found.add(at + place);
    }
  }
  return piecesOf(letters, (place) => found.has(place));
}

/** Writes a number of ten digits as people of its country read it, 0912 345 678; masked ones and others stay as they are. */
export const grouped = (raw: string): string => raw.replace(/^(0\d{3})[\s.-]?(\d{3})[\s.-]?(\d{3})$/, '$1 $2 $3');

/** Marks the last digits of a number, with whatever stands between them. */
export function highlightDigits(text: string, question: string): Piece[] {
  const wanted = question.replace(/\D/g, '');
  const letters = [...text];
  const digits = letters.flatMap((letter, place) => (/\d/.test(letter) ? [place] : []));
  const last = digits.slice(Math.max(digits.length - wanted.length, 0));
  const isIt = wanted !== '' && last.map((place) => letters[place]).join('') === wanted;
  return piecesOf(letters, (place) => isIt && place >= (last[0] ?? 0) && place <= (last.at(-1) ?? 0));
}

function piecesOf(letters: readonly string[], isFound: (place: number) => boolean): Piece[] {
  const pieces: { text: string; isFound: boolean }[] = [];
  letters.forEach((letter, place) => {
    const last = pieces.at(-1);
    if (last?.isFound === isFound(place)) last.text += letter;
    else pieces.push({ text: letter, isFound: isFound(place) });
  });
  return pieces;
}
