/** Where the price stands within a range, as a dot on a bar: a picture, the numbers stand beside it. */
export function RangeBar(props: { readonly lower: string; readonly upper: string; readonly price: string | null }) {
  const [lower, upper, price] = [Number(props.lower), Number(props.upper), Number(props.price)];
  if (props.price === null || !(upper > lower)) return null;
  const share = (price - lower) / (upper - lower);
  const inside = share >= 0 && share <= 1;
  return (
    <span class={`range-bar ${inside ? '' : 'outside'}`} aria-hidden="true">
      <i style={{ left: `${Math.max(0, Math.min(100, share * 100))}%` }} />
    </span>
  );
}
