import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Our own sources as a bundle takes them in: zod by name, and every letter beyond ASCII escaped. */
export const ownSources: Plugin = {
  name: 'own-sources',
  setup(build) {
    build.onLoad({ filter: /\/(functions|shared|api|events|config)\/[^?]*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: inAscii(zodByName(source), path), loader: 'ts' };
    });
  },
};

/**
 * `import { z } from 'zod'` hands over one object with everything in it: messages in fifty languages, JSON Schema, all of which
 * nothing can be left out (376 KB in every function). As a namespace the same names can be followed one by one.
 */
function zodByName(source: string): string {
  return source.replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';");
}

/**
 * V8 keeps and reads a text with a single Vietnamese letter in it at two bytes a character. With `charset: 'ascii'` esbuild escapes such
 * letters in strings, but leaves those of regular expressions. An escape means the same in both, and nothing in a comment.
 */
function inAscii(source: string, path: string): string {
  const behindBackslash = /\\[^\0-\x7f]/u.exec(source);
  if (behindBackslash) throw new Error(`${path}: take away the backslash before ${behindBackslash[0].slice(1)}, it means nothing there`);
  return source.replace(/[^\0-\x7f]/gu, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code > 0xff_ff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
