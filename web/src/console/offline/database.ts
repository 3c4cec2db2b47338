/** A shelf of a browser that outlasts the page: rows by their key. Every act may fail where a browser keeps nothing. */
export interface Shelf<Row> {
  readonly all: () => Promise<readonly Row[]>;
  readonly get: (key: string) => Promise<Row | undefined>;
  readonly put: (row: Row) => Promise<void>;
  readonly delete: (keys: readonly string[]) => Promise<void>;
}

const name = 'pheu';
const version = 1;
/** `outbox`: what waits for a network; `answers`: what may be looked at without one. Each names the attribute that is its key. */
const shelves = { outbox: 'id', answers: 'question' } as const;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const [shelf, keyPath] of Object.entries(shelves)) request.result.createObjectStore(shelf, { keyPath });
    };
    request.onsuccess = () => {
      const database = request.result;
      // A newer page in another tab wants to change the shelves: this one opens them anew when it needs them.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      database.onclose = () => {
        opened = undefined;
      };
      resolve(database);
    };
    request.onerror = () => reject(request.error);
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Opens a shelf of this browser, with its first use. */
export function openShelf<Row>(shelf: keyof typeof shelves): Shelf<Row> {
  const read = async <Result>(ask: (rows: IDBObjectStore) => IDBRequest<Result>): Promise<Result> => {
    const request = ask((await open()).transaction(shelf).objectStore(shelf));
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  };
  const write = async (change: (rows: IDBObjectStore) => void): Promise<void> => {
    // Strict: on the disk, and not only handed over, because the phone may be off the next moment.
    const transaction = (await open()).transaction(shelf, 'readwrite', { durability: 'strict' });
    change(transaction.objectStore(shelf));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: () => read((rows) => rows.getAll()),
    get: (key) => read((rows) => rows.get(key)),
    put: (row) => write((rows) => rows.put(row)),
    delete: (keys) =>
      write((rows) => {
        for (const key of keys) rows.delete(key);
      }),
  };
}
