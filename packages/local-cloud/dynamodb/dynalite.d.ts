// dynalite ships no types; these cover the parts of version 4.0.0 that this folder calls.

declare module 'dynalite/db/index.js' {
  type AttributeValue = import('./types.ts').AttributeValue;
  type Item = import('./types.ts').Item;
  type TableDefinition = import('./types.ts').TableDefinition;
  type Callback<T> = (error: Error | null | undefined, value?: T) => void;

  /** One key space inside the store: a table's items, one index, the table definitions. */
  export interface SubStore {
    lock(key: string, run: (release: <F>(callback: F) => F) => void): void;
    get(key: string, callback: Callback<Item>): void;
    put(key: string, value: unknown, callback: Callback<void>): void;
    del(key: string, callback: Callback<void>): void;
  }

  /** What dynalite's actions need of a store. */
  export interface ActionStore {
    options: { maxItemSize: number };
    getTable(name: string, checkStatus: boolean | Callback<TableDefinition>, callback?: Callback<TableDefinition>): void;
    getItemDb(tableName: string): SubStore;
    getIndexDb(type: string, tableName: string, indexName: string): SubStore;
  }

  export type LevelOperation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

  export interface Level {
    open(): Promise<void>;
    getSync(key: string): unknown;
    put(key: string, value: unknown): Promise<void>;
    batch(operations: readonly LevelOperation[]): Promise<void>;
    clear(range: { gte: string; lt: string }): Promise<void>;
    iterator(range: { gte: string; lt: string }): AsyncIterable<[string, unknown]>;
    values(range: Record<string, unknown>): { nextv(count: number): Promise<unknown[]>; close(): Promise<void> };
    close(): Promise<void>;
  }

  export interface Store extends ActionStore {
    db: Level;
    tableDb: { awsAccountId: string; awsRegion: string };
  }

  const db: {
    create(options: { path?: string; createTableMs: number; deleteTableMs: number; updateTableMs: number }): Store;
    createKey(item: Item, table: TableDefinition): string;
    getIndexActions(
      indexes: readonly IndexDefinition[],
      existing: Item | undefined,
      item: Item | undefined,
      table: TableDefinition,
    ): { readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Item }[] };
    validateKey(key: Item, table: TableDefinition): Error | undefined;
    validateItem(item: Item, table: TableDefinition): Error | undefined;
    validationError(message: string): Error;
    itemSize(item: Item): number;
    mapPath(path: readonly (string | number)[], item: Item): AttributeValue | null | undefined;
    mapPaths(paths: unknown, item: Item): Item;
    compare(comparator: string, left: AttributeValue, right: AttributeValue): boolean;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes(data: Record<string, unknown>, types: Record<string, unknown>): Record<string, unknown>;
    checkValidations(data: Record<string, unknown>, types: Record<string, unknown>, custom: unknown, store: unknown): void;
  };
  export default validations;
}

type DynaliteAction = (
  store: import('dynalite/db/index.js').ActionStore,
  data: Record<string, unknown>,
  callback: (error: Error | null | undefined, answer?: Record<string, unknown>) => void,
) => void;

type DynaliteRules = { types: Record<string, unknown>; custom?: unknown };

declare module 'dynalite/actions/batchGetItem.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/batchGetItem.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/createTable.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/createTable.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/deleteItem.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/deleteItem.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/describeTable.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/describeTable.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/getItem.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/getItem.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/listTables.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/listTables.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/listTagsOfResource.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/listTagsOfResource.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/putItem.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/putItem.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/query.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/query.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/scan.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/scan.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/tagResource.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/tagResource.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/untagResource.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/untagResource.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/updateItem.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/updateItem.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/actions/updateTable.js' {
  const action: DynaliteAction;
  export default action;
}

declare module 'dynalite/validations/updateTable.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/validations/batchWriteItem.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/validations/deleteTable.js' {
  const rules: DynaliteRules;
  export default rules;
}

declare module 'dynalite/db/conditionParser.js' {
  const parser: { parse: import('./parsed-expressions.ts').Parse };
  export default parser;
}

declare module 'dynalite/db/updateParser.js' {
  const parser: { parse: import('./parsed-expressions.ts').Parse };
  export default parser;
}
