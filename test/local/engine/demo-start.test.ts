import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Launched, launchProcess } from '../../support/launch/launch.ts';

const dayMs = 86_400_000;

describe('Starting on the demo company', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pheu-demo-'));
  let launched: Launched | undefined;

  afterEach(async () => {
    await launched?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const read = async (path: string, user: string) => {
    const { url } = launched?.environment ?? {};
    const token = await (await fetch(`${url}/_local/token?user=${user}`)).text();
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return (await answer.json()) as { readonly items: readonly Readonly<Record<string, string>>[] };
  };

  it('has leads of the last days, and goes on with what was kept of them', async () => {
    launched = await launchProcess({ isDemo: true, dataDir });
    const [newest] = (await read('/v1/leads?sort=created&limit=1', 'admin@example.com')).items;
    const ageMs = Date.now() - Date.parse(newest?.createdAt ?? '');
    await launched.stop();

    launched = await launchProcess({ isDemo: true, dataDir });

    const kept = await read('/v1/leads?sort=created&limit=1', 'admin@example.com');
    expect(ageMs).toBeGreaterThan(0);
    expect(ageMs).toBeLessThan(7 * dayMs);
    expect(kept.items[0]).toEqual(newest);
  });
});
