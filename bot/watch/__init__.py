"""What the operator sees of the running bot: signs of life, figures, and a line each morning."""
