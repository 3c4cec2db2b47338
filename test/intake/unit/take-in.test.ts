import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import type { ConfigReader } from '../../../shared/config/index.ts';
import { intakeSubmission, quarantineSubmission } from '../../../shared/intake/index.ts';
import { CorruptItemError, NotFoundError } from '../../../shared/platform/errors.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { postRef } from '../../support/post-ref.ts';
import { full, report } from '../../support/seeded.ts';

const many = full ? 1_000 : 200;
const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };

describe('taking a submission in', () => {
  it('gives one outcome to each of many deliveries at once', async () => {
    const world = createWorld();
    const ref = world.post(huong);

    await Promise.all(Array.from({ length: 50 }, () => world.takeIn(ref)));

    expect(world.leads()).toHaveLength(1);
    expect(world.timeline()).toHaveLength(1);
    expect(world.itemsOf('OUTCOME')).toHaveLength(1);
  });

  it('makes one lead of many posts of one person that race each other under different keys', async () => {
    const world = createWorld();
    // Half of them give no e-mail, so that the FIFO queue cannot put them into one group.
    const refs = Array.from({ length: 10 }, (_, index) => world.post(index % 2 === 0 ? huong : { ...huong, email: '' }));

    await Promise.all(refs.map((ref) => world.takeIn(ref)));

    expect(world.leads()).toHaveLength(1);
    expect(world.leads()[0]?.email).toBe('huong@example.com');
    expect(world.itemsOf('OUTCOME')).toHaveLength(10);
  });

  it('asks for no mail to a person where the form sends none, and the outcome says so, however often the post is delivered', async () => {
    const world = createWorld();
    const [thanked, quiet] = [world.post(huong), world.post({ ...huong, message: 'Cho xin giá' })];
    await world.takeIn(thanked);
    world.config.change(formKind, 'contact', (form) => ({ ...form, welcomeMail: false }));

    await world.takeIn(quiet);
    world.config.change(formKind, 'contact', (form) => ({ ...form, welcomeMail: true }));
    await world.takeIn(quiet);

    expect(world.sent.mail).toMatchObject([{ body: { kind: 'welcome', submissionId: thanked.submissionId } }]);
    expect(world.outcome(quiet)).toMatchObject({ kind: 'lead', mailsOff: true });
    expect(world.outcome(thanked)).not.toHaveProperty('mailsOff');
  });

  it('sets a suspicious post aside, with reasons, for ninety days, and tells nobody', async () => {
    const world = createWorld();
    const ref = world.post({ ...huong, fullName: 'http://spam.example/win' });

    await world.takeIn(ref);
    await world.takeIn(ref);

    expect(world.outcome(ref)).toMatchObject({ kind: 'quarantine', reasons: ['linkInName'] });
    expect(world.leads()).toEqual([]);
    expect(Object.values(world.sent).flat()).toEqual([]);
    expect(world.itemsOf('OUTCOME')[0]?.expiresAt).toEqual(expect.any(Number));
  });

  it('keeps a post that nobody can be reached by, for a person to read', async () => {
    const world = createWorld();
    const ref = world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@', phone: '' });

    await world.takeIn(ref);

    expect(world.outcome(ref)).toMatchObject({ kind: 'quarantine', reasons: ['noContact'] });
  });

  it('sets a post aside whose form is not configured any more, loudly and with a sentence that says what to do, and goes on', async () => {
    const errors: unknown[][] = [];
    const log = { ...silentLog, error: (...line: unknown[]) => void errors.push(line) };
    const world = createWorld(log);
    const [gone, behind] = [world.post(huong), world.post(huong, { sourceId: SourceId.parse('newsletter') })];
    world.config.remove(formKind, 'contact');

    await world.takeIn(gone);
    await world.takeIn(gone);
    await world.takeIn(behind);

    expect(world.outcome(gone)).toMatchObject({ kind: 'quarantine', reasons: ['formNotConfigured'] });
    expect(errors).toEqual([
      [
        'a post of a form that is not configured is set aside',
        expect.objectContaining({ code: 'configuration', message: expect.stringContaining('publish the form again') }),
        gone,
      ],
    ]);
    expect(world.outcome(behind)).toMatchObject({ kind: 'lead' });
  });

  it('takes a post in whose form was published a moment ago, before every instance knows of it', async () => {
    const world = createWorld();
    const ref = world.post(huong, { formVersion: 2 });
    const before = { ...(await world.config.current(formKind)), documents: new Map() };
    world.config.change(formKind, 'contact', (form) => form);
    const config: ConfigReader = {
      ...world.config,
      current: async (kind) => (kind.name === 'forms' ? Object.assign(before) : world.config.current(kind)),
    };
    const unseen: ConfigReader = { ...config, version: () => Promise.reject(new NotFoundError('no such version')) };

    const early = intakeSubmission(ref, { ...world.parts, config: unseen });
    await expect(early).rejects.toMatchObject({ retryable: true });
    await intakeSubmission(ref, { ...world.parts, config });

    expect(world.outcome(ref)).toMatchObject({ kind: 'lead' });
  });

  it('keeps a lead whose phone cannot be dialled', async () => {
    const world = createWorld();
    const ref = world.post({ fullName: 'Nguyễn Thị Hường', phone: '0123' });

    await world.takeIn(ref);

    expect(world.leads()[0]?.phone).toMatchObject({ raw: '0123', e164: null, valid: false });
  });

  it('fails for good on a malformed submission, and a quarantine of it does not throw', async () => {
    const world = createWorld();
    const ref = postRef('broken');
    world.table.seed({ ...keys.submission(ref), nonsense: true });

    await expect(intakeSubmission(ref, world.parts)).rejects.toBeInstanceOf(CorruptItemError);
    await quarantineSubmission(ref, ['corrupt'], world.parts);

    expect(world.outcome(ref)).toMatchObject({ kind: 'quarantine', reasons: ['corrupt'] });
  });

  it('tries again to find an owner when a lead that waits without one posts again', async () => {
    const world = createWorld();
    for (const pool of ['south', 'unknown']) world.config.change(poolKind, pool, (before) => ({ ...before, members: [] }));
    await world.takeIn(world.post(huong));
    await world.assignAll();
    expect(world.leads()[0]?.owner).toBeNull();
    const reps = await world.config.current(repKind);
    const [repId] = [...reps.documents.values()].map(({ id }) => id);
    world.config.change(poolKind, 'south', (before) => ({ ...before, members: repId ? [{ repId, weight: 1 }] : [] }));

    await world.takeIn(world.post(huong));
    await world.assignAll();

    expect(world.leads()[0]?.owner?.repId).toBe(repId);
  });
});

describe('assigning', () => {
  it('gives many leads of one pool to its seven reps in equal parts, with one decision and one notice each', async () => {
    const world = createWorld();
    for (let index = 0; index < many; index += 1) {
      await world.takeIn(world.post({ ...huong, email: `khach${index}@example.com`, phone: '' }));
    }

    await world.assignAll();

    const counts = [...Map.groupBy(world.leads(), ({ owner }) => owner?.repId).values()].map(({ length }) => length);
    report(`${many} leads: ${counts.join(' ')}`);
    expect(counts).toHaveLength(7);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(world.itemsOf(' DECISION#')).toHaveLength(many);
    expect(world.sent.notice).toHaveLength(many);
  });

  it('gives each lead one owner when two deliveries of a batch run at once', async () => {
    const world = createWorld();
    for (let index = 0; index < 10; index += 1) await world.takeIn(world.post({ ...huong, email: `khach${index}@example.com`, phone: '' }));
    const messages = [...world.sent.assign];

    const first = world.assignAll();
    world.sent.assign.push(...messages);
    await Promise.all([first, world.assignAll()]);

    expect(world.itemsOf(' DECISION#')).toHaveLength(10);
    expect(world.timeline().filter(({ type }) => type === 'lead.assigned')).toHaveLength(10);
    expect(world.itemsOf('POOL#south')[0]?.version).toBe(10);
  });

  it('leaves a lead in plain sight when nobody in its pool nor in the fallback pool can take it', async () => {
    const told: string[] = [];
    const log = { info: (message: string) => void told.push(message), warn: () => {}, error: () => {} };
    const world = createWorld(log);
    for (const pool of ['south', 'unknown']) world.config.change(poolKind, pool, (before) => ({ ...before, members: [] }));

    await world.takeIn(world.post(huong));
    const [message] = world.sent.assign;
    await world.assignAll();
    if (message) world.sent.assign.push(message);
    await world.assignAll();

    expect(world.timeline().map(({ type, data }) => [type, data.poolId])).toEqual([
      ['lead.created', 'south'],
      ['lead.unassigned', 'south'],
      ['lead.unassigned', 'unknown'],
    ]);
    expect(told).toContain('lead waits without an owner');
  });

  it('passes over inactive reps and says so in the decision', async () => {
    const world = createWorld();
    world.config.change(repKind, 'rep-lan', (rep) => ({ ...rep, active: false }));
    for (let index = 0; index < 12; index += 1) await world.takeIn(world.post({ ...huong, email: `khach${index}@example.com`, phone: '' }));

    await world.assignAll();

    const [decision] = world.itemsOf(' DECISION#');
    expect(decision?.candidates).toContainEqual(expect.objectContaining({ repId: 'rep-lan', rejected: 'inactive' }));
    expect(world.leads().some(({ owner }) => owner?.repId === 'rep-lan')).toBe(false);
  });
});
