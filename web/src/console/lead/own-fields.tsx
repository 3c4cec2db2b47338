import type { DeclaredFieldView } from '../../../../api/fields/list-fields.ts';
import { useApp, useAsk } from '../app/index.ts';
import { Button, Choices, Field, Select } from '../parts/index.ts';
import { type Texts, useTexts } from '../texts/index.ts';
import styles from './edit.module.css';
import type { FieldPath } from './edits.ts';
import { listFields } from './routes.ts';

interface OwnFieldsProps {
  readonly values: Readonly<Record<string, string>>;
  /** Names of those that are masked for whoever looks. */
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (name: string, value: string) => void;
  readonly faults: Partial<Record<FieldPath, string>>;
  readonly conflicts: Partial<Record<FieldPath, string>> | null;
}

/** What this company alone asks, as it has declared it. */
export function OwnFields({ values, hidden, onChange, faults, conflicts }: OwnFieldsProps) {
  const { lead: words, shell } = useTexts();
  const { asked, again } = useAsk(listFields, {});
  if (asked.is === 'waiting') return null;
  if (asked.is === 'failed') {
    return (
      <p class={styles.now}>
        {words.fieldsFailed}{' '}
        <Button kind="link" onClick={() => void again()}>
          {shell.retry}
        </Button>
      </p>
    );
  }
  return (
    <>
      {asked.body.items.map((field) => {
        const path: FieldPath = `extra.${field.fieldId}`;
        const now = conflicts?.[path];
        return (
          <div key={field.fieldId}>
            <OwnField
              field={field}
              isHidden={hidden.has(field.fieldId)}
              value={values[field.fieldId] ?? ''}
              onChange={(value) => onChange(field.fieldId, value)}
              fault={faults[path]}
            />
            {now === undefined ? null : <p class={styles.now}>{words.nowSays(now === '' ? words.empty : now)}</p>}
          </div>
        );
      })}
    </>
  );
}

interface OwnFieldProps {
  readonly field: DeclaredFieldView;
  readonly isHidden: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | undefined;
}

const kinds: Readonly<Partial<Record<DeclaredFieldView['type'], 'number' | 'url' | 'date'>>> = {
  number: 'number',
  url: 'url',
  date: 'date',
};
const isDay = (value: string): boolean => value === '' || /^\d{4}-\d\d-\d\d$/.test(value);

function OwnField({ field: { labels, type, choices }, isHidden, value, onChange, fault }: OwnFieldProps) {
  const { language } = useApp();
  const { lead: words } = useTexts();
  const label = isHidden ? `${labels[language]} (${words.masked})` : labels[language];
  const options = type === 'yesNo' ? yesOrNo(words) : choices?.map((choice) => ({ value: choice.value, name: choice.labels[language] }));
  if (options === undefined) {
    // What was typed for a day and is none stays in sight, to be put right.
    const kind = type === 'date' && !isDay(value) ? 'text' : (kinds[type] ?? 'text');
    return (
      <Field label={label} kind={kind} value={value} onInput={onChange} maxLength={1_000} isLong={value.includes('\n')} fault={fault} />
    );
  }
  const chosen = value.split('\n').filter((one) => one !== '');
  if (chosen.length > 1) {
    return <Choices label={label} options={options} chosen={chosen} onChoose={(values) => onChange(values.join('\n'))} />;
  }
  // What was typed and may not be chosen stays as it is until somebody chooses.
  const other = value === '' || options.some((option) => option.value === value) ? [] : [{ value, name: value }];
  return (
    <Select label={label} value={value} options={[{ value: '', name: '–' }, ...options, ...other]} onChange={onChange} fault={fault} />
  );
}

const yesOrNo = (words: Texts['lead']) => [
  { value: 'yes', name: words.agreed },
  { value: 'no', name: words.refused },
];
