import { useId } from 'preact/hooks';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Which keyboard a phone shows. @default 'text' */
  readonly kind?: 'text' | 'tel' | 'email' | 'search';
  /** What is wrong with it, and what to do. @default - nothing */
  readonly fault?: string | undefined;
  /** Several lines. @default false */
  readonly isLong?: boolean;
  readonly isFocused?: boolean;
  readonly autoComplete?: string;
  readonly maxLength?: number;
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
}: FieldProps) {
  const id = useId();
  const common = {
    id,
    value,
    autoComplete,
    class: styles.input,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => onInput(currentTarget.value),
    ...(isFocused ? { autoFocus: true } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      {isLong ? <textarea rows={3} {...common} /> : <input type={kind} {...common} />}
      {fault === undefined ? null : (
        <p class={styles.fault} id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
