import { useId } from 'preact/hooks';
import styles from './choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({ label, values, words, chosen, onChoose }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset class={styles.choice}>
      <legend>{label}</legend>
      <div class={styles.options}>
        {values.map((value) => (
          <label key={value} class={styles.option}>
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{words[value]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
