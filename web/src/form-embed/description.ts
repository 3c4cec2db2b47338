export type Bilingual = { vi: string; en: string };

export type Field = {
  name: string;
  label: Bilingual;
  type: string;
  required: boolean;
  maxLength: number;
  options?: { value: string; label: Bilingual }[];
};

/** What the API says of a form (`GET /v1/forms/{formId}`), as far as it is shown. */
export type Description = {
  title: Bilingual;
  mode?: string;
  words?: { intro?: Bilingual; button?: Bilingual; thanks?: Bilingual };
  download?: { label?: Bilingual; deliver?: string };
  event?: { when: Bilingual; where: Bilingual; says: Bilingual; takesPosts: boolean };
  fields: Field[];
  requireOneOf: string[];
  consents: { purpose: string; text: Bilingual; required?: boolean }[];
  honeypotField: string;
};

/** Returns what the API says of a form now; null where it cannot be asked, or does not let this page have it. */
export const describe = async (address: string): Promise<Description | null> => {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
};
