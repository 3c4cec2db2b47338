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

/** Whose disk is busy, or whose database another page holds, still sees what the network answers. */
const patienceMs = 5_000;

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

function inTime<Result>(act: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the browser does not answer')), patienceMs);
    void act.then(resolve, reject).finally(() => clearTimeout(timer));
  });
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
    // What waits to be sent is on the disk, and not only handed over, because the phone may be off the next moment.
    const durability = shelf === 'outbox' ? 'strict' : 'relaxed';
    const transaction = (await open()).transaction(shelf, 'readwrite', { durability });
    change(transaction.objectStore(shelf));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: () => inTime(read((rows) => rows.getAll())),
    get: (key) => inTime(read((rows) => rows.get(key))),
    put: (row) => inTime(write((rows) => rows.put(row))),
    delete: (keys) =>
      inTime(
        write((rows) => {
          for (const key of keys) rows.delete(key);
        }),
      ),
  };
}
