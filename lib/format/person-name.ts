/**
 * Four digits that tell people of one masked name apart. They follow from the pseudonym: within one auction a person
 * always has the same number, and in another auction another one.
 */
export function personNumber({ key }: { key: string }): string {
  let mixed = 7;
  for (const letter of key) mixed = (mixed * 31 + letter.charCodeAt(0)) % 900_007;
  return String(1_000 + (mixed % 9_000));
}

/** A person in a sentence: "김** #4821". On its own use `PersonName`, which screen readers read better. */
export function personName(person: { key: string; name: string }): string {
  return `${person.name} #${personNumber(person)}`;
}
