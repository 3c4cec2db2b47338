import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Which keyboard a phone shows. @default 'text' */
  readonly kind?: 'text' | 'tel' | 'email' | 'search' | 'url' | 'date' | 'time' | 'number';
  /** What is wrong with it, and what to do. @default - nothing */
  readonly fault?: string | undefined;
  /** Several lines. @default false */
  readonly isLong?: boolean;
  readonly isFocused?: boolean;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  /** Of a date: the first one that may be chosen. @default - any */
  readonly min?: string;
}

/** A question with its answer. A fault is said under it, and to those who do not see it. */
export function Field({
  label,
  value,
  onInput,
  kind = 'text',
  fault,
  isLong = false,
  isFocused = false,
  autoComplete = 'off',
  maxLength,
  min,
}: FieldProps) {
  const id = useId();
  const input = useRef<HTMLElement>(null);
  // The attribute works on a page that is loaded, and not on one that is drawn.
  useLayoutEffect(() => {
    if (isFocused) input.current?.focus();
  }, []);
  const common = {
    id,
    value,
    autoComplete,
    class: styles.input,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => onInput(currentTarget.value),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(min === undefined ? {} : { min }),
  };
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      {isLong ? <textarea ref={input as never} rows={3} {...common} /> : <input ref={input as never} {...keyboardOf(kind)} {...common} />}
      {fault === undefined ? null : (
        <p class={styles.fault} id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

/** A number is typed as people write it, with dots between thousands, which an input of numbers would refuse. */
const keyboardOf = (kind: NonNullable<FieldProps['kind']>) =>
  kind === 'number' ? ({ type: 'text', inputMode: 'decimal' } as const) : { type: kind };

interface SelectProps {
  readonly label: string;
  readonly value: string;
  /** What may be chosen; the first one is nothing. */
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly onChange: (value: string) => void;
  /** What is wrong with it, and what to do. @default - nothing */
  readonly fault?: string | undefined;
}

/** A question with one of many answers. */
export function Select({ label, value, options, onChange, fault }: SelectProps) {
  const id = useId();
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      <select
        id={id}
        class={styles.input}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      {fault === undefined ? null : (
        <p class={styles.fault} id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
