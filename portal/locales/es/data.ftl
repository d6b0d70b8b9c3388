# Datos: archivos completos.
nav-data = Datos
data-intro = El registro entero en archivos: cada presentación, y todas las tablas de las que se hacen las páginas. CSV para hojas de cálculo, JSON Lines para programas, Parquet para análisis.
data-entries = { $n ->
    [one] Hechos de 1 asiento
   *[other] Hechos de { $n } asientos
}
data-last = el último recibido el
data-all = Todos los archivos juntos:
data-describes = Tipos, claves, etiquetas en ambos idiomas y huellas de todos los archivos:
data-none = Aún no hay archivos. Se hacen cuando el registro tiene sus primeros asientos, y una vez al día si ha crecido.
data-rows = { $n ->
    [one] 1 fila.
   *[other] { $n } filas.
}
data-bytes = { $n ->
    [one] 1 byte
   *[other] { $n } bytes
}
data-columns = Columnas
data-use = Cómo usarlos
data-use-says = DuckDB, R, Python y la mayoría de las herramientas de datos los leen tal como son. Por ejemplo, con DuckDB:
data-cells = Una celda vacía no se dio; no es un cero. En CSV, una celda que una hoja de cálculo ejecutaría como fórmula lleva un apóstrofo delante.
data-contracts = Los contratos con sus pagos, como entregas (releases) del Estándar de Datos para las Contrataciones Abiertas:
data-log = Nadie tiene que creer en estos archivos: se siguen de la bitácora firmada, que cualquiera puede copiar y verificar.
