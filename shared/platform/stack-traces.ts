import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { once } from './once.ts';

/**
 * Has stack traces name our own files and lines in place of those of the bundle. Node's own way reads the source map at each start, whether
 * or not anything fails, and that takes a tenth of it; here it is read with the first trace that somebody asks for.
 * @param bundle its URL; sources that run as they are, are left alone
 */
export function mapStackTraces(bundle: string): void {
  if (!bundle.endsWith('.mjs')) return;
  const map = once(() => readMap(bundle));
  Error.prepareStackTrace = (error, frames) => {
    return [String(error), ...frames.map((frame) => `    at ${told(frame, bundle, map)}`)].join('\n');
  };
}

function readMap(bundle: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(bundle)}.map`, 'utf8')));
  } catch {
    // A trace of the bundle's own lines is better than none.
    return undefined;
  }
}

function told(frame: NodeJS.CallSite, bundle: string, map: () => SourceMap | undefined): string {
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const text = String(frame);
  if (frame.getFileName() !== bundle || line === null || column === null) return text;
  const origin = map()?.findOrigin(line, column);
  if (!origin || !('fileName' in origin) || !origin.fileName) return text;
  // A source is named as it is found from the bundle.
  const place = `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  return text.replace(`${bundle}:${line}:${column}`, place);
}
