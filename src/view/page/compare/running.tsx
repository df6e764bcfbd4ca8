import { useEffect, useState } from 'preact/hooks';
import type { BlockView } from '../../api.ts';
import { useWords } from '../words.ts';

/** Watches a debate that is held meanwhile, and tells when it is over. */
export function Running({ id, over }: { id: string; over: () => void }) {
  const { tryIt } = useWords();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const source = new EventSource(`/api/debates/${id}/stream?after=0`);
    source.addEventListener('block', (event: MessageEvent<string>) => {
      const block = JSON.parse(event.data) as BlockView;
      if (block.kind === 'turn') setTurn(block.turn);
    });
    source.addEventListener('end', () => {
      source.close();
      over();
    });
    return () => source.close();
  }, [id]);
  return (
    <p class="under-way" role="status">
      {tryIt.running(turn)}
    </p>
  );
}
