import type { DeclaredFieldListView } from '../../api/fields/list-fields.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';

/** Shows the fields that the company has declared, in its order. */
export async function showFields(config: ConfigReader): Promise<DeclaredFieldListView> {
  const { documents } = await config.current(fieldKind);
  return {
    items: [...documents.values()].map(({ id, labels, type, privacy, choices }) => ({
      fieldId: id,
      labels,
      type,
      privacy,
      choices: choices?.map(({ value, labels: called }) => ({ value, labels: called })) ?? null,
    })),
  };
}
