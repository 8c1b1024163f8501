import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  build: { outDir: '../../target/examples/svelte', emptyOutDir: true },
  // The development server would move the package away from the files beside it.
  optimizeDeps: { exclude: ['open-letter'] },
});
