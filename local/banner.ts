import type { LocalCloud } from 'local-cloud';

/** What a person sees when the runtime is ready. */
export function bannerOf(
  { url, siteUrls: [, consoleUrl] }: LocalCloud,
  { readyMs, dataDir }: { readyMs: number; dataDir: string | undefined },
): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Home', `${url}/_local/`],
    ['Demo page', `${url}/`],
    ...(consoleUrl === undefined ? [] : [['Console', `${consoleUrl}/`] as const]),
    ['Mailbox', `${url}/_local/mailbox`],
    ['API docs', `${url}/v1/docs`],
    ['A token', `curl -s '${url}/_local/token?user=admin@example.com'`],
    ['Move the clock', `curl -s -d '{"advance":"P2D"}' ${url}/_local/clock`],
    ['Data', dataDir === undefined ? 'in memory, gone at the end (--data DIR keeps it)' : `kept in ${dataDir}`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    '',
    `  Phễu runs on this machine: ready in ${(readyMs / 1000).toFixed(1)} s`,
    '',
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}   ${value}`),
    '',
    '  Walk around the demo page and post its form, with Home beside it: it shows what arrives, as it arrives. Ctrl+C stops.',
    '',
  ].join('\n');
}
