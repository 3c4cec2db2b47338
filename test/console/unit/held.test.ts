import { describe, expect, it } from '@jest/globals';
import { createHeldActs, offerName } from '../../../web/src/console/held/waiting.ts';

const anh = { userId: 'u-anh', is: 'decline' as const, leadId: 'L1' };

function device() {
  const kept = new Map<string, string>();
  return {
    kept,
    store: { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) },
  };
}

describe('what the server holds', () => {
  it('may be taken back on a page that was loaded anew, and is left out of its lists, until its time is over', () => {
    const { store } = device();
    const offer = offerName({ leadId: 'L1', subject: 'lead' });
    createHeldActs(store).add({ ...anh, heldActId: 'H1', offer, untilMs: 10_000 });

    const anew = createHeldActs(store);

    expect(anew.waiting('u-anh', 9_000).map(({ heldActId }) => heldActId)).toEqual(['H1']);
    expect(anew.waiting('u-anh', 10_000)).toEqual([]);
    expect([...anew.offers('u-anh', 11_000)]).toEqual([offer]);
    expect([...anew.offers('u-anh', 100_000)]).toEqual([]);
  });

  it('is nothing to anybody else who signs in on the device, and goes with the first that they hold', () => {
    const { store, kept } = device();
    const acts = createHeldActs(store);
    acts.add({ ...anh, heldActId: 'H1', offer: 'L1 lead', untilMs: 10_000 });

    expect(acts.waiting('u-lan', 1_000)).toEqual([]);
    expect([...acts.offers('u-lan', 1_000)]).toEqual([]);
    acts.add({ userId: 'u-lan', is: 'refusal', leadId: 'L2', heldActId: 'H2', untilMs: 12_000 });
    expect([...kept.values()].join()).not.toContain('L1');
  });

  it('is offered as before once it was taken back, and stays away once it was done at once', () => {
    const { store } = device();
    const acts = createHeldActs(store);
    let heard = 0;
    acts.onChange(() => {
      heard += 1;
    });
    for (const heldActId of ['H1', 'H2']) acts.add({ ...anh, heldActId, offer: `${heldActId} lead`, untilMs: 10_000 });

    acts.end('H1', 'takenBack');
    acts.end('H2', 'done');
    acts.end('H3', 'done');

    expect(acts.waiting('u-anh', 1_000)).toEqual([]);
    expect([...acts.offers('u-anh', 1_000)]).toEqual(['H2 lead']);
    expect(heard).toBe(4);
  });

  it.each([
    ['nothing', undefined],
    ['what another build kept', '{"held":1}'],
    ['rubbish', '['],
    ['rows of another shape', '[{"heldActId":1},null]'],
  ])('goes on where the device kept %s', (_name, text) => {
    const { store, kept } = device();
    if (text !== undefined) kept.set('pheu:held', text);
    const acts = createHeldActs(store);

    expect(acts.waiting('u-anh', 0)).toEqual([]);
    acts.add({ ...anh, heldActId: 'H1', untilMs: 10_000 });
    expect(acts.waiting('u-anh', 0)).toHaveLength(1);
  });

  it('goes with the page where the browser keeps nothing', () => {
    const acts = createHeldActs(undefined);
    acts.add({ ...anh, heldActId: 'H1', untilMs: 10_000 });

    expect(acts.waiting('u-anh', 0)).toHaveLength(1);
    expect(createHeldActs(undefined).waiting('u-anh', 0)).toEqual([]);
  });
});
