import { forget, type KeyValueStore, keep, keepForMs, waiting } from '../../../web/src/form-snippet/outbox.ts';

const memoryStore = (): KeyValueStore => {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
};

const now = Date.UTC(2026, 10, 22, 8);
const post = (id: string, at: number) => ({
  id,
  url: 'https://api.example/v1/forms/contact/submissions',
  body: `{"submissionId":"${id}"}`,
  at,
});

describe('the outbox of unanswered posts', () => {
  it('gives the waiting posts back unchanged, oldest first', () => {
    const store = memoryStore();
    keep(store, post('second', now - 1000));
    keep(store, post('first', now - 2000));

    expect(waiting(store, now)).toEqual([post('first', now - 2000), post('second', now - 1000)]);
  });

  it('holds one post per submission id and forgets it on request', () => {
    const store = memoryStore();
    keep(store, post('one', now - 1));
    keep(store, { ...post('one', now), body: 'changed' });
    expect(waiting(store, now)).toEqual([{ ...post('one', now), body: 'changed' }]);

    forget(store, 'one');
    expect(store.length).toBe(0);
  });

  it('removes personal data that is a day old, and what it cannot read, but nothing of others', () => {
    const store = memoryStore();
    store.setItem('cart', 'not ours');
    store.setItem('pheu:post:broken', '{');
    store.setItem('pheu:post:null', 'null');
    keep(store, post('old', now - keepForMs));
    keep(store, post('young', now - keepForMs + 1));

    expect(waiting(store, now).map(({ id }) => id)).toEqual(['young']);
    expect(store.length).toBe(2);
    expect(store.getItem('cart')).toBe('not ours');
  });

  it('says when nothing could be kept', () => {
    const full = memoryStore();
    full.setItem = () => {
      throw new Error('quota exceeded');
    };

    expect(keep(full, post('one', now))).toBe(false);
    expect(keep(undefined, post('one', now))).toBe(false);
    expect(waiting(undefined, now)).toEqual([]);
  });
});
